// A server inside a test: at a free port, in memory, gone in milliseconds.
import { connect } from '@menagerie/client/node';
import { startServer } from '@menagerie/server/node';

const server = await startServer({ clientPort: 0 });
const zk = await connect(`127.0.0.1:${server.clientPort}`);

const { path, stat } = await zk.create('/jobs/job-', 'paint the cage', {
  mode: 'persistent-sequential',
  parents: 'container',
});
console.log(path, 'version', stat.version);

await zk.close();
await server.close();

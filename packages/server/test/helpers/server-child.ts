import { startServer } from '@menagerie/server/node';

// A server in a process of its own, to be killed: core and directory are its arguments.
const [core, directory = null] = process.argv.slice(2);
const { clientPort } = await startServer({
  core: core === 'raft' || core === 'paxos' ? core : 'zab',
  directory,
  clientPort: 0,
  compactEvery: 100,
});
process.stdout.write(`${clientPort}\n`);

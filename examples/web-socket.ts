// The same client through the door that a page comes in by: WebSocket. Only origins that were named may.
import { connect } from '@menagerie/client/browser';
import { startServer } from '@menagerie/server/node';
import { WebSocket } from 'ws';

// A page has one of its own, and so has Node from version 22 on.
Object.assign(globalThis, { WebSocket });

const server = await startServer({ clientPort: 0, gateway: { port: 0, origins: [] } });
const zk = await connect(`ws://127.0.0.1:${server.gatewayPort}/jute`);

await zk.create('/greeting', 'hello');
await using watch = await zk.watch('/greeting');
await zk.set('/greeting', 'hello, page');
for await (const event of watch) {
  console.log(event.type);
  break;
}
const { data, stat } = await zk.get('/greeting');
console.log(new TextDecoder().decode(data ?? undefined), 'version', stat.version);

await zk.close();
await server.close();

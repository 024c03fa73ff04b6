import { startServer } from '@menagerie/server/node';

// A server in a process of its own, that says how much memory it takes when it is asked.
const [core] = process.argv.slice(2);
const { clientPort } = await startServer({
  core: core === 'raft' || core === 'paxos' ? core : 'zab',
  clientPort: 0,
  tickMs: 100,
  maxSessionMs: 60_000,
  limits: { perAddress: 0, greetingMs: 1000 },
  // What is forgotten only later would look like a leak.
  compactEvery: 1000,
  words: ['*'],
});
process.on('message', () => void measured());
process.send?.({ clientPort });

async function measured(): Promise<void> {
  // Memory outside of the heap goes after what held it.
  for (let times = 0; times < 3; times += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo();
  const sockets = handles.filter((name) => name === 'TCPSocketWrap').length;
  process.send?.({ heap: heapUsed + external, sockets });
}

import { startServer } from '@menagerie/server/node';

// A server in memory, in a process of its own; it ends with its standard input.
const { clientPort } = await startServer({ clientPort: 0 });
process.stdout.write(`${clientPort}\n`);
process.stdin.on('end', () => process.exit());
process.stdin.resume();

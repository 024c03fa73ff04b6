import { startServer } from '@menagerie/server/node';

// A server with a door for browsers, in a process of its own: core and the page's origin are its
// arguments. It prints the door's port, and ends with its standard input.
const [core, origin = ''] = process.argv.slice(2);
const { gatewayPort } = await startServer({
  core: core === 'raft' || core === 'paxos' ? core : 'zab',
  clientPort: 0,
  gateway: { origins: [origin] },
  sasl: { users: { bob: 'bobsecret' } },
});
process.stdout.write(`${gatewayPort}\n`);
process.stdin.on('end', () => process.exit());
process.stdin.resume();

import { started } from '../test/helpers/servers.ts';
import type { Wanted } from './serve.ts';

// Servers with doors for browsers, in a process of their own: what is wanted is its argument. It prints
// the ports of the doors, and ends with its standard input.
const wanted = JSON.parse(process.argv[2] ?? '') as Wanted;
const { core, origin, count, tickMs = 2000, users = null, requiresSasl = false } = wanted;
const servers = await started(core, count, {
  tickMs,
  gateway: { origins: [origin] },
  sasl: users === null ? null : { users },
  requiredSchemes: requiresSasl ? ['sasl'] : [],
});
process.stdout.write(`${servers.map(({ gatewayPort }) => gatewayPort).join(' ')}\n`);
process.stdin.on('end', () => process.exit());
process.stdin.resume();

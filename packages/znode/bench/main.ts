import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { helpIfAsked } from '../../../scripts/help.ts';

helpIfAsked(`Usage: npm run bench:znode

The live heap, buffers and all, that a million znodes of 128 bytes below one parent take, and a
hundred thousand watches; and what a pause a snapshot makes. Then what one operation takes on a tree
of 100,000 znodes, in processor time: the median of several rounds, in each of which all take turns.
`);

// Each in a process of its own: a heap with a million znodes would slow the second one down.
for (const part of ['memory.ts', 'operations.ts']) {
  const file = join(import.meta.dirname, part);
  const { status } = spawnSync(process.execPath, [...process.execArgv, file], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

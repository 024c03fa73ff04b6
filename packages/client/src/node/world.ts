import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { World } from '@menagerie/client';

/** Time and chance of this process. */
export const nodeWorld: World = {
  now: () => performance.now(),
  after: (ms, act) => {
    let immediate: NodeJS.Immediate | undefined;
    const timeout = setTimeout(() => {
      // Behind what waits in sockets: where the process was held up, servers have spoken meanwhile.
      immediate = setImmediate(act);
    }, ms);
    return () => {
      clearTimeout(timeout);
      clearImmediate(immediate);
    };
  },
  // Behind all promises that are settled now, and what they bring about.
  soon: (act) => process.nextTick(act),
  random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
};

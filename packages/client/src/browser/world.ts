import type { World } from '@menagerie/client';

/** Time and chance of this page or worker. */
export const browserWorld: World = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timeout = setTimeout(act, ms);
    return () => clearTimeout(timeout);
  },
  soon: (act) => queueMicrotask(act),
  random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
};

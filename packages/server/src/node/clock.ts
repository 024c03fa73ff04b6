import type { Clock } from '@menagerie/server';

export const nodeClock: Clock = { now: () => performance.now(), after: afterwards };

/** Acts again and again until what it returns is called. */
export function every({ after }: Pick<Clock, 'after'>, ms: number, act: () => void): () => void {
  let cancel = (): void => {};
  const next = (): void => {
    cancel = after(ms, () => {
      next();
      act();
    });
  };
  next();
  return () => cancel();
}

/** Behind what waits in sockets: where the process was held up, peers have spoken meanwhile. */
function afterwards(ms: number, act: () => void): () => void {
  let immediate: NodeJS.Immediate | undefined;
  const timeout = setTimeout(() => {
    immediate = setImmediate(act);
  }, ms);
  return () => {
    clearTimeout(timeout);
    clearImmediate(immediate);
  };
}

import type { Shape } from '@menagerie/contract';
import type { Hunt } from './hunt.ts';
import type { Wish } from './wish.ts';

/** One attempt lies between two yields of each of these, so that whoever drives them can stop. */
export type Work = Generator<void, void>;

/**
 * Leaves out decisions, many at once as long as that goes, then one by one until none can be
 * spared: delta debugging towards the complement (Zeller and Hildebrandt 2002, §3). What is left
 * out makes others impossible; they are skipped, and go with it.
 */
export function* reduce<S extends Shape>(hunt: Hunt<S>): Work {
  let size = Math.max(1, hunt.best.wishes.length >> 1);
  for (;;) {
    let spared = false;
    for (let at = 0; at < hunt.best.wishes.length; ) {
      const { config, wishes } = hunt.best;
      const rest = [...wishes.slice(0, at), ...wishes.slice(at + size)];
      if (hunt.attempt(config, rest)) spared = true;
      else at += size;
      yield;
    }
    if (size === 1 && !spared) return;
    size = Math.max(1, size >> 1);
  }
}

/** Leaves out all that has something in common: a server, a kind of message, a timer, a link. */
export function* reduceByKind<S extends Shape>(hunt: Hunt<S>): Work {
  for (const kind of [serversOf, linkOf, kindOf]) {
    const names = new Set(hunt.best.wishes.flatMap(kind));
    for (const name of names) {
      const { config, wishes } = hunt.best;
      const rest = wishes.filter((wish) => !kind(wish).includes(name));
      if (rest.length < wishes.length) hunt.attempt(config, rest);
      yield;
    }
  }
}

/** Leaves out any two decisions: what only two together can be spared of. */
export function* reducePairs<S extends Shape>(hunt: Hunt<S>): Work {
  for (let first = 0; first < hunt.best.wishes.length; first += 1) {
    for (let second = first + 1; second < hunt.best.wishes.length; second += 1) {
      const { config, wishes } = hunt.best;
      const rest = wishes.filter((_, i) => i !== first && i !== second);
      if (hunt.attempt(config, rest)) second = first;
      yield;
    }
  }
}

function serversOf<S extends Shape>({ decision }: Wish<S>): string[] {
  if ('server' in decision) return [`${decision.server}`];
  return [`${decision.from}`, `${decision.to}`];
}

function linkOf<S extends Shape>({ decision }: Wish<S>): string[] {
  return 'from' in decision ? [`${decision.type} ${decision.from} ${decision.to}`] : [];
}

function kindOf<S extends Shape>({ decision, message }: Wish<S>): string[] {
  const what = message?.type ?? (decision.type === 'fire' ? decision.timer : '');
  return [`${decision.type} ${what}`];
}

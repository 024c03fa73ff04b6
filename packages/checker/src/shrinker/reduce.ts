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

/**
 * The same among the decisions that have something in common: a server, a kind of message, a
 * timer, a link. A server may be needless for a while that is full of what others do.
 */
export function* reduceByKind<S extends Shape>(hunt: Hunt<S>): Work {
  for (const kind of [serversOf, linkOf, kindOf]) {
    const names = new Set(hunt.best.wishes.flatMap(kind));
    for (const name of names) yield* reduceOne(hunt, (wish) => kind(wish).includes(name));
  }
}

function* reduceOne<S extends Shape>(hunt: Hunt<S>, belongs: (wish: Wish<S>) => boolean): Work {
  const count = (): number => hunt.best.wishes.filter(belongs).length;
  // Of what is long only large parts: the rest is for those who go one by one.
  const least = Math.max(1, count() >> 4);
  for (let size = count(); size >= least; size >>= 1) {
    for (let at = 0; at < count(); ) {
      const { config, wishes } = hunt.best;
      let nth = -1;
      const rest = wishes.filter((wish) => {
        if (!belongs(wish)) return true;
        nth += 1;
        return nth < at || nth >= at + size;
      });
      if (!hunt.attempt(config, rest)) at += size;
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

function kindOf<S extends Shape>({ decision, about }: Wish<S>): string[] {
  const what = about?.message.type ?? (decision.type === 'fire' ? decision.timer : '');
  return [`${decision.type} ${what}`];
}

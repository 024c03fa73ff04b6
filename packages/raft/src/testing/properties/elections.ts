import {
  defineProperty,
  list,
  option,
  type Property,
  perServer,
  record,
  type Schema,
  server,
  u32,
} from '@menagerie/contract';
import { actor, violated } from '@menagerie/contract/testing';
import type { RaftShape } from '../../messages.ts';
import type { RaftState } from '../../types.ts';
import type { RaftHappening, RaftWorld } from '../views.ts';

interface Leaders {
  /** `byTerm[t]` led, or leads, in term t. Forgotten once every disk is beyond that term. */
  byTerm: (number | null)[];
  /** The terms on the disks. */
  durable: number[];
}

const leaders: Schema<Leaders> = record({
  byTerm: list(option(server)),
  durable: perServer(u32),
});
const name = 'Election Safety';

export const electionSafety: Property<RaftShape> = defineProperty<RaftShape, Leaders>({
  name,
  source: 'Raft dissertation Figure 3.2, §3.6.3',
  kind: 'always',
  says: 'At most one leader can be elected in a given term.',
  killedBy: ['R-16', 'R-14', 'R-03'],
  ghost: leaders,
  start: ({ servers }) => ({ byTerm: [], durable: new Array<number>(servers).fill(0) }),
  glimpse: (happening, world, words, before) => {
    const state = actor(happening, world);
    const term = world.servers[happening.server]?.image.currentTerm ?? 0;
    const leads = ledTerm(state);
    if (term === before?.image.currentTerm && leads === ledTerm(before.state)) return;
    words.pushAll(term, leads);
  },
  others: () => {},
  observe: ({ byTerm, durable }, happening, world) => {
    forget(byTerm, durable, happening, world);
    const state = actor(happening, world);
    if (state === null || state.role.type !== 'leader') return null;
    const term = state.persistent.currentTerm;
    const before = byTerm[term];
    if (before === state.self) return null;
    if (before === undefined || before === null) {
      while (byTerm.length < term) byTerm.push(null);
      byTerm[term] = state.self;
      return null;
    }
    return violated(
      name,
      'two-leaders',
      [before, state.self],
      { term, first: before, second: state.self },
      `Servers ${before} and ${state.self} both became leader in term ${term}.`,
    );
  },
});

/**
 * Nobody is elected in a term that every disk has left. Without this, worlds that differ only by
 * who led long ago would count as different.
 */
function forget(
  byTerm: (number | null)[],
  durable: number[],
  { server: id }: RaftHappening,
  { servers }: RaftWorld,
): void {
  durable[id] = servers[id]?.image.currentTerm ?? 0;
  const least = Math.min(...durable);
  for (let term = 0; term < least && term < byTerm.length; term += 1) byTerm[term] = null;
}

/** The term that a server leads; 0 if it leads none. */
function ledTerm(state: RaftState | null): number {
  return state?.role.type === 'leader' ? state.persistent.currentTerm : 0;
}

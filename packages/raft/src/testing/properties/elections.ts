import {
  defineProperty,
  list,
  option,
  type Property,
  record,
  type Schema,
  server,
} from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { actor, violated } from '../views.ts';

interface Leaders {
  /** `byTerm[t]` led, or leads, in term t. */
  byTerm: (number | null)[];
}

const leaders: Schema<Leaders> = record({ byTerm: list(option(server)) });
const name = 'Election Safety';

export const electionSafety: Property<RaftShape> = defineProperty<RaftShape, Leaders>({
  name,
  source: 'Raft dissertation Figure 3.2, §3.6.3',
  kind: 'always',
  says: 'At most one leader can be elected in a given term.',
  killedBy: ['R-16', 'R-14', 'R-03'],
  ghost: leaders,
  start: () => ({ byTerm: [] }),
  observe: ({ byTerm }, happening, world) => {
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

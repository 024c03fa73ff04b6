import {
  defineProperty,
  type Happening,
  type Property,
  perServer,
  record,
  type Schema,
  type ServerId,
  type Shape,
  type WorldView,
} from '@menagerie/contract';
import { violated } from '@menagerie/contract/testing';
import { type Ballot, ballotSchema, ballotText, compareBallots, NO_BALLOT } from '../ballot.ts';

/** A protocol whose servers promise. */
interface Promising extends Shape {
  readonly state: { readonly persistent: { readonly promised: Ballot } };
  readonly image: { readonly incarnation: number };
}

type Step<S extends Shape> = Extract<Happening<S>, { readonly type: 'step' }>;

/** A promise that a step counted, and who gave it; `null` where there is none. */
type PromiseIn<S extends Shape> = (
  happening: Step<S>,
  world: WorldView<S>,
) => { readonly ballot: Ballot; readonly incarnation: number; readonly from: ServerId } | null;

interface Told {
  /** The highest promise of each server that a proposer counted: what is ignored binds nobody. */
  promises: Ballot[];
}

const told: Schema<Told> = record({ promises: perServer(ballotSchema) });

export function promisesAreKept<S extends Promising>(
  killedBy: readonly string[],
  promiseIn: PromiseIn<S>,
): Property<S> {
  return defineProperty<S, Told>({
    name: 'Promises Are Kept',
    source: 'Paxos Made Simple §2.2, P1a, and §2.5',
    kind: 'always',
    says: 'An acceptor whose promise a proposer has counted never goes back behind it, crash or not.',
    killedBy,
    ghost: told,
    start: ({ servers }) => ({ promises: new Array<Ballot>(servers).fill(NO_BALLOT) }),
    observe: ({ promises }, happening, world) => {
      const { server } = happening;
      if (happening.type === 'crash' && happening.wiped) promises[server] = NO_BALLOT;
      if (happening.type !== 'step' && happening.type !== 'recover') return null;
      const given = happening.type === 'step' ? promiseIn(happening, world) : null;
      if (given !== null) {
        const before = promises[given.from] ?? NO_BALLOT;
        const current = world.servers[given.from]?.image.incarnation;
        const counts = given.incarnation === current;
        if (counts && compareBallots(given.ballot, before) > 0) promises[given.from] = given.ballot;
      }
      const gave = promises[server] ?? NO_BALLOT;
      const keeps = world.servers[server]?.state?.persistent.promised ?? gave;
      if (compareBallots(keeps, gave) >= 0) return null;
      return violated(
        'Promises Are Kept',
        'promise-goes-back',
        [server],
        { server, gave: ballotText(gave), keeps: ballotText(keeps) },
        `Server ${server} promised ballot ${ballotText(gave)} and is back at ${ballotText(keeps)}.`,
      );
    },
  });
}

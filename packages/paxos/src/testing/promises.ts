import {
  defineProperty,
  type Property,
  perServer,
  record,
  type Schema,
  type Shape,
} from '@menagerie/contract';
import { type Ballot, ballotSchema, ballotText, compareBallots, NO_BALLOT } from '../ballot.ts';
import { violated } from './violated.ts';

/** A protocol whose servers promise. */
interface Promising extends Shape {
  readonly state: { readonly persistent: { readonly promised: Ballot } };
  readonly image: { readonly incarnation: number };
}

/** A promise that a message tells of; `null` for all other messages. */
type PromiseIn<S extends Shape> = (
  message: S['message'],
) => { readonly ballot: Ballot; readonly incarnation: number } | null;

interface Told {
  /** The highest promise of each server that anybody was told of. */
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
    says: 'An acceptor that told of a promise never goes back behind it, crash or not.',
    killedBy,
    ghost: told,
    start: ({ servers }) => ({ promises: new Array<Ballot>(servers).fill(NO_BALLOT) }),
    observe: ({ promises }, happening, world) => {
      const { server } = happening;
      if (happening.type === 'crash' && happening.wiped) promises[server] = NO_BALLOT;
      if (happening.type !== 'step' && happening.type !== 'recover') return null;
      if (happening.type === 'step' && happening.input.type === 'message') {
        const { from, message } = happening.input;
        const given = promiseIn(message);
        const before = promises[from] ?? NO_BALLOT;
        const current = world.servers[from]?.image.incarnation;
        const counts = given !== null && given.incarnation === current;
        if (counts && compareBallots(given.ballot, before) > 0) promises[from] = given.ballot;
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

import { defineProperty, type Property, perServer, record, type Schema } from '@menagerie/contract';
import {
  type Ballot,
  ballotSchema,
  ballotText,
  compareBallots,
  NO_BALLOT,
} from '../../../ballot.ts';
import type { SynodShape } from '../../../synod/messages.ts';
import { violated } from '../../violated.ts';

interface Told {
  /** The highest promise of each server that anybody was told of. */
  promises: Ballot[];
}

const told: Schema<Told> = record({ promises: perServer(ballotSchema) });

export const promisesAreKept: Property<SynodShape> = defineProperty<SynodShape, Told>({
  name: 'Promises Are Kept',
  source: 'Paxos Made Simple §2.2, P1a, and §2.5',
  kind: 'always',
  says: 'An acceptor that told of a promise never goes back behind it, crash or not.',
  killedBy: ['P-03', 'P-31', 'P-33'],
  ghost: told,
  start: ({ servers }) => ({ promises: new Array<Ballot>(servers).fill(NO_BALLOT) }),
  observe: ({ promises }, happening, world) => {
    const { server } = happening;
    if (happening.type === 'crash' && happening.wiped) promises[server] = NO_BALLOT;
    if (happening.type !== 'step' && happening.type !== 'recover') return null;
    if (happening.type === 'step' && happening.input.type === 'message') {
      const { from, message } = happening.input;
      const before = promises[from] ?? NO_BALLOT;
      const current = world.servers[from]?.image.incarnation;
      if (
        message.type === 'promise' &&
        message.incarnation === current &&
        compareBallots(message.ballot, before) > 0
      ) {
        promises[from] = message.ballot;
      }
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

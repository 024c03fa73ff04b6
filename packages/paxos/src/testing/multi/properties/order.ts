import {
  defineProperty,
  defineStepProperty,
  list,
  type Mark,
  type Property,
  record,
  type Schema,
  u32,
} from '@menagerie/contract';
import { actor, actorIn, violated } from '@menagerie/contract/testing';
import { type Ballot, ballotSchema, compareBallots } from '../../../ballot.ts';
import { firstEra } from '../../../multi/eras.ts';
import { lastSlot } from '../../../multi/log.ts';
import type { PaxosShape } from '../../../multi/messages.ts';
import { eraSchema } from '../../../multi/schemas/state.ts';
import type { Era } from '../../../multi/types.ts';

/** What never goes back while a server runs. */
interface Progress {
  readonly promised: Ballot;
  readonly chosen: number;
}

const progress: Mark<PaxosShape, Progress> = {
  schema: record({ promised: ballotSchema, chosen: u32 }),
  of: ({ state }) =>
    state === null ? null : { promised: state.persistent.promised, chosen: state.chosen },
};

export const stateOrdering: Property<PaxosShape> = defineStepProperty<PaxosShape, Progress>({
  name: 'State Ordering',
  source: 'Paxos Made Live §5.5; Paxos Made Simple §2.2',
  says: 'On each server the snapshot ends before what is learned, that before what is chosen, that before the last vote; the promise and what is chosen never go back.',
  killedBy: ['P-55'],
  before: progress,
  check: (step) => {
    const state = actorIn<PaxosShape>(step);
    if (state === null) return null;
    const { self: server, persistent, chosen } = state;
    const { learned } = persistent;
    const snapshot = persistent.snapshot.through;
    const last = lastSlot(persistent);
    const values = { server, snapshot, learned, chosen, last };
    if (!(snapshot <= learned && learned <= chosen && chosen <= last)) {
      const says = `Server ${server} has snapshot ${snapshot}, learned ${learned}, chosen ${chosen} and last slot ${last}: not in this order.`;
      return violated('State Ordering', 'order', [server], values, says);
    }
    if (step.before === null) return null;
    const { promised, chosen: before } = step.before;
    if (chosen >= before && compareBallots(persistent.promised, promised) >= 0) return null;
    const says = `Server ${server} went back: from slot ${before} to ${chosen}, or behind its promise.`;
    return violated('State Ordering', 'goes-back', [server], { ...values, before }, says);
  },
});

interface Eras {
  eras: Era[];
}

const erasSchema: Schema<Eras> = record({ eras: list(eraSchema) });

export const configurationUniqueness: Property<PaxosShape> = defineProperty<PaxosShape, Eras>({
  name: 'ConfigurationUniqueness',
  source: 'Lamport, Malkhi and Zhou, Reconfiguring a State Machine (2010)',
  kind: 'always',
  says: 'All servers agree on each configuration, and on the slot with which it begins.',
  killedBy: ['P-21'],
  ghost: erasSchema,
  start: (config) => ({ eras: [firstEra(config)] }),
  observe: ({ eras }, happening, world) => {
    const state = actor(happening, world);
    if (state === null) return null;
    for (const era of state.eras) {
      const known = eras.find(({ number }) => number === era.number);
      if (known === undefined) eras.push(era);
      else if (!eraSchema.equals(known, era)) {
        const { self: server } = state;
        const values = { server, number: era.number, first: known.from, second: era.from };
        const says = `Server ${server} takes configuration ${era.number} to begin with slot ${era.from}; another server took another configuration for it, from slot ${known.from}.`;
        return violated('ConfigurationUniqueness', 'two-configurations', [server], values, says);
      }
    }
    return null;
  },
});

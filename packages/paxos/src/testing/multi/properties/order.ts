import {
  defineProperty,
  list,
  type Property,
  perServer,
  record,
  type Schema,
  u32,
} from '@menagerie/contract';
import { actor, violated } from '@menagerie/contract/testing';
import { type Ballot, ballotSchema, compareBallots, NO_BALLOT } from '../../../ballot.ts';
import { firstEra } from '../../../multi/eras.ts';
import { lastSlot } from '../../../multi/log.ts';
import type { PaxosShape } from '../../../multi/messages.ts';
import { eraSchema } from '../../../multi/schemas/state.ts';
import type { Era } from '../../../multi/types.ts';

interface Marks {
  promised: Ballot[];
  chosen: number[];
}

const marks: Schema<Marks> = record({ promised: perServer(ballotSchema), chosen: perServer(u32) });

export const stateOrdering: Property<PaxosShape> = defineProperty<PaxosShape, Marks>({
  name: 'State Ordering',
  source: 'Paxos Made Live §5.5; Paxos Made Simple §2.2',
  kind: 'always',
  says: 'On each server the snapshot ends before what is learned, that before what is chosen, that before the last vote; the promise and what is chosen never go back.',
  killedBy: ['P-55'],
  ghost: marks,
  start: ({ servers }) => ({
    promised: new Array<Ballot>(servers).fill(NO_BALLOT),
    chosen: new Array<number>(servers).fill(0),
  }),
  observe: (ghost, happening, world) => {
    const state = actor(happening, world);
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
    const before = ghost.chosen[server] ?? 0;
    const promised = ghost.promised[server] ?? NO_BALLOT;
    ghost.chosen[server] = chosen;
    ghost.promised[server] = persistent.promised;
    if (happening.type === 'recover') return null;
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

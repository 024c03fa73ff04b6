import { type PaxosShape, paxosConfig } from '@menagerie/paxos';
import { paxosSubject } from '@menagerie/paxos/testing';
import type { BuiltinOf } from '../../model/builtins.ts';
import type { Director } from '../director.ts';
import type { Exhibit } from '../exhibit.ts';
import { type Openings, scripts } from '../openings.ts';
import { partTheLeader, randomFaults, slowDisks, writeNowAndThen } from '../plans.ts';
import { primaryOrder } from '../primary-order.ts';
import { paxosLens } from './lens.ts';
import { paxosSays } from './says.ts';

/** How often each of two servers takes the lead from the other. */
const DUELS = 3;

const OPENINGS: Openings<PaxosShape, BuiltinOf<'paxos'>> = {
  'kill-the-leader': () => ({}),
  calm: () => ({ play: writeNowAndThen }),
  'dueling-leaders': () => ({ play: duel }),
  'keep-the-value': () => ({ play: keepTheValue }),
  'primary-order': () => ({ play: primaryOrder }),
  partition: () => ({ play: partTheLeader }),
  'slow-disk': () => ({ plan: slowDisks, config: { electionMs: 600 } }),
  random: () => ({ plan: randomFaults }),
};

export const paxosExhibit: Exhibit<PaxosShape> = {
  protocol: 'paxos',
  subject: paxosSubject,
  lens: paxosLens,
  words: paxosSays,
  script: scripts(OPENINGS, (choice, wanted) =>
    paxosConfig({
      servers: choice.servers,
      electionMs: 250,
      heartbeatMs: 60,
      window: 8,
      ...wanted,
    }),
  ),
};

/** Paxos Made Simple §2.4: each prepares with a higher ballot before the other gets anything done. */
function duel(director: Director<PaxosShape>): void {
  director.wait(40);
  for (let turn = 0; turn < DUELS; turn += 1) {
    for (const server of [0, director.count - 1]) {
      director.fire(server);
      director.until((servers) => {
        const mine = servers[server]?.epoch ?? 0;
        return servers.filter(({ epoch }) => epoch === mine).length * 2 > director.count;
      });
    }
  }
}

/**
 * The first write reaches nobody, the second a majority, and then the leader crashes before it
 * knows: the second value is chosen, in slot 2, and slot 1 is a gap. Next leads a server that knows
 * of neither: the promises tell it to keep the one, and it fills the other with a no-op.
 */
function keepTheValue(director: Director<PaxosShape>): void {
  const leader = director.untilLeader();
  director.wait(80);
  director.write(leader);
  // With it goes what would make the leader send it again.
  director.drop(({ from, to }) => from !== to);
  director.until((servers) => (servers[leader]?.durable ?? 0) >= 1);
  director.write(leader);
  const held = () => director.servers.filter(({ durable }) => durable >= 2);
  director.until(() => held().length * 2 > director.count);
  director.drop(({ from, to, message }) => from !== to && message.type !== 'heartbeatAnswer');
  director.crash(leader);
  const next = director.servers.find(({ durable }) => durable < 2);
  director.wait(40);
  if (next) director.fire(next.id);
}

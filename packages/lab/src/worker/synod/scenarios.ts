import { type SynodShape, synodConfig } from '@menagerie/paxos';
import { synodSubject } from '@menagerie/paxos/testing';
import type { BuiltinOf } from '../../model/builtins.ts';
import type { Director } from '../director.ts';
import type { Exhibit } from '../exhibit.ts';
import { type Openings, scripts } from '../openings.ts';
import { randomFaults } from '../plans.ts';
import { synodLens } from './lens.ts';
import { synodSays } from './says.ts';

/** How often each of two proposers interferes before a random pause ends it. */
const DUELS = 3;

const OPENINGS: Openings<SynodShape, BuiltinOf<'synod'>> = {
  // Nothing happens before a client wishes for something.
  'kill-the-proposer': () => ({ play: (director) => director.write(0) }),
  calm: () => ({
    play: (director) => {
      director.write(0);
      director.until((servers) => servers.every(({ part }) => part === 'learned'));
      // Asked for another value, it is told the one that is chosen.
      director.write(2);
    },
  }),
  'dueling-proposers': () => ({ play: duel }),
  'keep-the-value': () => ({ play: keepTheValue }),
  partition: () => ({
    play: (director) => {
      director.write(0);
      director.until(([first]) => first?.part === 'preparing');
      director.part([0, 1].slice(0, Math.max(1, Math.floor((director.count - 1) / 2))));
      director.wait(60);
      director.write(director.count - 1);
    },
  }),
  random: () => ({ plan: randomFaults }),
};

export const synodExhibit: Exhibit<SynodShape> = {
  protocol: 'synod',
  subject: synodSubject,
  lens: synodLens,
  words: synodSays,
  script: scripts(OPENINGS, (choice, wanted) =>
    synodConfig({ servers: choice.servers, ...wanted }),
  ),
};

/**
 * Paxos Made Simple §2.4: each of two proposers completes phase 1 with a higher ballot before the
 * other has come through phase 2.
 */
function duel(director: Director<SynodShape>): void {
  const pair = [0, director.count - 1] as const;
  for (const server of pair) {
    director.write(server);
    promisedBy(director, server);
  }
  for (let turn = 1; turn < DUELS; turn += 1) {
    for (const server of pair) {
      director.fire(server);
      promisedBy(director, server);
    }
  }
}

/** Until a majority has promised to a proposer, though it has not heard of it yet. */
function promisedBy(director: Director<SynodShape>, server: number): void {
  director.until((servers) => {
    const mine = servers[server]?.epoch ?? 0;
    return mine > 0 && servers.filter(({ epoch }) => epoch === mine).length * 2 > director.count;
  });
}

/**
 * A majority accepts, and the acceptors crash or lose their words before anybody has learned: the
 * value is chosen, and nobody knows. Whoever proposes next has to find it and keep it.
 */
function keepTheValue(director: Director<SynodShape>): void {
  const majority = Math.floor(director.count / 2) + 1;
  const late = Array.from({ length: director.count - majority }, (_, i) => majority + i);
  director.part(late);
  director.write(0);
  director.until((servers) => servers.filter(({ durable }) => durable > 0).length >= majority);
  director.drop(({ from, to, message }) => from !== to && message.type === 'accepted');
  director.crash(0);
  director.heal();
  director.wait(40);
  director.write(director.count - 1);
}

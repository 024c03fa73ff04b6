import { serversOf } from '@menagerie/contract';
import { type RaftShape, raftConfig } from '@menagerie/raft';
import { raftSubject } from '@menagerie/raft/testing';
import type { BuiltinOf } from '../../model/builtins.ts';
import type { Director } from '../director.ts';
import type { Exhibit } from '../exhibit.ts';
import { type Openings, scripts } from '../openings.ts';
import { everybody, partTheLeader, randomFaults, slowDisks, writeNowAndThen } from '../plans.ts';
import { raftLens } from './lens.ts';
import { raftSays } from './says.ts';

const OPENINGS: Openings<RaftShape, BuiltinOf<'raft'>> = {
  'kill-the-leader': () => ({}),
  calm: () => ({ play: writeNowAndThen }),
  'split-vote': ({ servers }) => ({
    config: { preVote: false, checkQuorum: false },
    play: (director) => {
      director.wait(40);
      director.fire(0);
      director.fire(Math.ceil(servers / 2));
    },
  }),
  partition: () => ({ play: partTheLeader }),
  'figure-8': () => ({
    config: { preVote: false, checkQuorum: false, maxEntriesPerMessage: 1, maxInflight: 1 },
    play: figure8,
  }),
  'slow-disk': () => ({ plan: slowDisks }),
  'one-way': () => ({
    play: (director) => {
      const leader = director.untilLeader();
      director.wait(100);
      const deaf = everybody(director.count).find((id) => id !== leader) ?? 0;
      for (const id of everybody(director.count)) if (id !== deaf) director.cut(id, deaf);
    },
  }),
  random: () => ({ plan: randomFaults }),
};

export const raftExhibit: Exhibit<RaftShape> = {
  protocol: 'raft',
  subject: raftSubject,
  lens: raftLens,
  words: raftSays,
  script: scripts(OPENINGS, (choice, wanted) =>
    raftConfig({
      servers: choice.servers,
      voters: serversOf(...everybody(choice.servers)),
      heartbeatMs: 60,
      preVote: choice.preVote,
      checkQuorum: choice.checkQuorum,
      ...wanted,
    }),
  ),
};

/**
 * Figure 8 of the paper: S1 leads, writes to S2 alone and crashes; S5 leads and writes for itself
 * and crashes; S1 is back and copies its old entry to S3, so that a majority has it, and crashes;
 * S5 is back, is elected, and overwrites it. Nothing is lost as long as it was not committed.
 */
function figure8(director: Director<RaftShape>): void {
  const [s1, s2, s3, s5] = [0, 1, 2, director.count - 1];
  const others = (self: number) => everybody(director.count).filter((id) => id !== self);
  const holds = (server: number, index: number) =>
    director.until((servers) => (servers[server]?.durable ?? 0) >= index);
  director.lead(s1);
  director.until((servers) => servers.every(({ commit }) => commit >= 1));
  director.part([s1, s2]);
  director.write(s1);
  holds(s2, 2);
  director.crash(s1);
  director.lead(s5);
  for (const id of others(s5)) director.cut(s5, id);
  holds(s5, 2);
  director.crash(s5);
  // Until nothing that S5 has sent is under way any more.
  director.wait(50);
  director.heal();
  director.recover(s1);
  director.lead(s1);
  holds(s3, 2);
  // What S1 sends from here on is lost; the acknowledgement of S3 still arrives.
  for (const id of others(s1)) director.cut(s1, id);
  director.wait(60);
  director.crash(s1);
  director.heal();
  director.recover(s5);
  director.lead(s5);
}

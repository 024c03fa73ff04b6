import { serversOf } from '@menagerie/contract';
import { type RaftConfig, type RaftShape, raftConfig } from '@menagerie/raft';
import { raftSubject } from '@menagerie/raft/testing';
import { calmPlan, type Plan, type Scenario, SimulatorError } from '@menagerie/simulator';
import type { BuiltinName } from '../model/builtins.ts';
import type { BuiltinChoice } from '../model/run.ts';
import { type Director, direct } from './director.ts';
import type { Exhibit } from './engine.ts';
import { raftLens } from './raft-lens.ts';

interface Script {
  readonly config?: Partial<RaftConfig>;
  readonly plan?: Partial<Plan>;
  /** Plays the opening; where it ends the reader begins. */
  readonly play?: (director: Director) => void;
}

const everybody = (servers: number) => Array.from({ length: servers }, (_, id) => id);

/** The built-in runs: a plan, and an opening that is played on the real protocol. */
const SCRIPTS: Readonly<Record<BuiltinName, (choice: BuiltinChoice) => Script>> = {
  'kill-the-leader': () => ({}),
  'split-vote': ({ servers }) => ({
    config: { preVote: false, checkQuorum: false },
    play: (director) => {
      director.wait(40);
      director.fire(0);
      director.fire(Math.ceil(servers / 2));
    },
  }),
  partition: ({ servers }) => ({
    play: (director) => {
      const leader = director.untilLeader();
      director.wait(120);
      const minority = [leader, (leader + 1) % servers].slice(
        0,
        Math.floor((servers - 1) / 2) || 1,
      );
      director.part(minority);
    },
  }),
  'figure-8': () => ({
    config: { preVote: false, checkQuorum: false, maxEntriesPerMessage: 1, maxInflight: 1 },
    play: figure8,
  }),
  'slow-disk': () => ({ plan: { disk: { syncMin: 60, syncMax: 120, keep: 0.5 } } }),
  'one-way': () => ({
    play: (director) => {
      const leader = director.untilLeader();
      director.wait(100);
      const deaf = everybody(director.servers).find((id) => id !== leader) ?? 0;
      for (const id of everybody(director.servers)) if (id !== deaf) director.cut(id, deaf);
    },
  }),
  random: () => ({
    plan: {
      network: {
        delayMin: 10,
        delayMax: 40,
        spread: 10,
        straggle: 0.03,
        loss: 0.03,
        duplicate: 0.02,
      },
      faults: {
        ...calmPlan.faults,
        crashEvery: 900,
        pauseEvery: 1500,
        partitionEvery: 1300,
        oneWay: 0.3,
        drift: 0.02,
        lastMin: 200,
        lastMax: 700,
      },
      clients: { commandEvery: 90 },
    },
  }),
};

export const raftExhibit: Exhibit<RaftShape> = {
  subject: raftSubject,
  lens: raftLens,
  build: (choice) => {
    const make = isBuiltin(choice.name) ? SCRIPTS[choice.name] : undefined;
    if (!make) {
      const known = Object.keys(SCRIPTS).join(', ');
      throw new SimulatorError(
        'invalid-scenario',
        'scenario',
        `"${choice.name}" is not built in`,
        `Use one of ${known}`,
      );
    }
    const { config, plan, play } = make(choice);
    const scenario: Scenario<RaftShape> = {
      format: 'menagerie-scenario/1',
      protocol: raftSubject.protocol.name,
      mutant: choice.mutant,
      title: choice.name,
      config: raftConfig({
        servers: choice.servers,
        voters: serversOf(...everybody(choice.servers)),
        heartbeatMs: 60,
        preVote: choice.preVote,
        checkQuorum: choice.checkQuorum,
        ...config,
      }),
      seed: choice.seed,
      plan: { ...calmPlan, ...plan },
      interventions: [],
      decisions: [],
    };
    return play ? direct(scenario, play) : { scenario, startStep: 0 };
  },
};

function isBuiltin(name: string): name is BuiltinName {
  return Object.hasOwn(SCRIPTS, name);
}

/**
 * Figure 8 of the paper: S1 leads, writes to S2 alone and crashes; S5 leads and writes for itself
 * and crashes; S1 is back and copies its old entry to S3, so that a majority has it, and crashes;
 * S5 is back, is elected, and overwrites it. Nothing is lost as long as it was not committed.
 */
function figure8(director: Director): void {
  const [s1, s2, s3, s5] = [0, 1, 2, director.servers - 1];
  const others = (self: number) => everybody(director.servers).filter((id) => id !== self);
  const holds = (server: number, index: number) =>
    director.until((frame) => (frame.servers[server]?.log.durable ?? 0) >= index);
  director.lead(s1);
  director.until((frame) => frame.servers.every(({ log }) => log.commit >= 1));
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

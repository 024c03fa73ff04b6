/** Runs told by hand: of mistakes that need faults in an order that random runs do not have. */
import type { ServerId, Shape, Subject } from '@menagerie/contract';
import { defaultPaxosConfig, paxosSubject } from '@menagerie/paxos/testing';
import { defaultRaftConfig, raftSubject } from '@menagerie/raft/testing';
import { type Act, calmPlan, type Intervention, type Scenario } from '@menagerie/simulator';

/** Virtual milliseconds after which all faults heal but those of the story. */
const HEALS_AT = 1000;

interface Deaf<S extends Shape> {
  readonly mutant: string;
  readonly config: S['config'];
  /** One with which all servers heal but the deaf one, and a leader is there by then. */
  readonly seed: number;
  /** Hears nobody from then on, and is heard by everybody. */
  readonly server: ServerId;
  /** Of its clock, from then on. */
  readonly rate: number;
}

function deaf<S extends Shape>(
  { protocol }: Subject<S>,
  { mutant, config, seed, server, rate }: Deaf<S>,
): Scenario<S> {
  const acts: Act<S>[] = [{ type: 'skew', server, rate }];
  for (let to = 0; to < config.servers; to += 1) {
    if (to !== server) acts.push({ type: 'mend', from: server, to });
  }
  return {
    format: 'menagerie-scenario/1',
    protocol: protocol.name,
    mutant,
    title: `${mutant}: server ${server} hears nobody and is heard`,
    config,
    seed,
    plan: { ...calmPlan, faultyMs: HEALS_AT, healedMs: 20_000 },
    // Just after healing, which cuts off whoever is not among the healed.
    interventions: acts.map((act): Intervention<S> => ({ afterStep: 0, at: HEALS_AT + 1, act })),
    decisions: [],
  };
}

/** A story, whatever its protocol. */
export interface Story {
  readonly mutant: string;
  /** Looks at the run with the types of its protocol. */
  tell<T>(listen: <S extends Shape>(subject: Subject<S>, scenario: Scenario<S>) => T): T;
}

function story<S extends Shape>(subject: Subject<S>, details: Deaf<S>): Story {
  const scenario = deaf(subject, details);
  return { mutant: details.mutant, tell: (listen) => listen(subject, scenario) };
}

export const stories: readonly Story[] = [
  // It campaigns more often than anybody else can be elected; a pre-vote would keep it quiet.
  story(raftSubject, {
    mutant: 'R-42',
    config: { ...defaultRaftConfig, preVote: false },
    seed: 3,
    server: 2,
    rate: 4,
  }),
  // It is the leader.
  story(paxosSubject, {
    mutant: 'P-58',
    config: defaultPaxosConfig,
    seed: 8,
    server: 0,
    rate: 1,
  }),
];

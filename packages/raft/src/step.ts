import type { Effect, RequestId, ServerId, Sink } from '@menagerie/contract';
import { fold } from './image.ts';
import type {
  RaftAnswer,
  RaftMessage,
  RaftOutput,
  RaftRecord,
  RaftRule,
  RaftShape,
  RaftTimer,
  RefusalReason,
} from './messages.ts';
import type { RaftRules } from './rules/index.ts';
import type { RaftConfig, RaftState } from './types.ts';

/** One step at work: what it may look at, and what it has decided to do so far. */
export interface Step {
  readonly config: RaftConfig;
  readonly state: RaftState;
  readonly rules: RaftRules;
  readonly sink: Sink<RaftShape>;
  /** The batch; leaves before all other effects, as one. */
  readonly records: RaftRecord[];
  readonly effects: Effect<RaftShape>[];
}

export function begin(
  config: RaftConfig,
  state: RaftState,
  rules: RaftRules,
  sink: Sink<RaftShape>,
): Step {
  return { config, state, rules, sink, records: [], effects: [] };
}

export function finish({ sink, records, effects }: Step): void {
  if (records.length > 0) sink.push({ type: 'persist', records });
  for (const effect of effects) sink.push(effect);
}

/** Reports what a rule said, and hands it on. */
export function decided<V extends boolean | number>(step: Step, rule: RaftRule, verdict: V): V {
  step.sink.note(rule, verdict);
  return verdict;
}

/** Changes the persistent state, in memory now and on the disk soon. */
export function write(step: Step, record: RaftRecord): void {
  fold(step.state.persistent, record);
  step.records.push(record);
}

/** A new term, or the vote in it. */
export function writeVote(step: Step, term: number, votedFor: ServerId | null): void {
  const { state, rules } = step;
  const previous = state.persistent.currentTerm;
  fold(state.persistent, { type: 'vote', term, votedFor });
  step.records.push({
    type: 'vote',
    term: decided(step, 'persistedTerm', rules.persistedTerm(term, previous)),
    votedFor: persistedVote(step, votedFor),
  });
}

/** A message that promises nothing that a crash could take back. */
export function send(step: Step, to: ServerId, message: RaftMessage): void {
  step.effects.push({ type: 'send', to, message, gated: false });
}

/** A message that promises what was written: it waits for the disk, unless a rule says otherwise. */
export function promise(step: Step, waits: boolean, to: ServerId, message: RaftMessage): void {
  step.effects.push({ type: 'send', to, message, gated: waits });
}

export function deliver(step: Step, output: RaftOutput): void {
  step.effects.push({ type: 'deliver', output, gated: false });
}

export function answer(step: Step, request: RequestId, given: RaftAnswer): void {
  step.effects.push({ type: 'answer', request, answer: given, gated: false });
}

/** Nothing was done and nothing will be. */
export function refuse(step: Step, request: RequestId, reason: RefusalReason): void {
  const { role, self } = step.state;
  let leader: ServerId | null = null;
  if (role.type === 'leader') leader = self;
  else if (role.type === 'follower') leader = role.leader;
  answer(step, request, { type: 'refused', reason, leader });
}

export function arm(step: Step, timer: RaftTimer, min: number, max: number): void {
  step.effects.push({ type: 'arm', timer, span: { min, max } });
}

export function disarm(step: Step, timer: RaftTimer): void {
  step.effects.push({ type: 'disarm', timer });
}

/** What every answer names as its sender's incarnation. */
export function ownIncarnation({ state, rules }: Step): number {
  return rules.statedIncarnation(state.persistent.incarnation);
}

function persistedVote(step: Step, votedFor: ServerId | null): ServerId | null {
  const kept = step.rules.persistedVote(votedFor);
  step.sink.note('persistedVote', kept === votedFor);
  return kept;
}

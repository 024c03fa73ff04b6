import type { Effect, RequestId, ServerId, Sink } from '@menagerie/contract';
import { takeNumber } from './channel.ts';
import { memberships } from './history.ts';
import { fold } from './image.ts';
import type {
  RefusalReason,
  ZabAnswer,
  ZabFrameBody,
  ZabMessage,
  ZabOutput,
  ZabRecord,
  ZabRule,
  ZabShape,
  ZabTimer,
} from './messages.ts';
import type { ZabRules } from './rules/index.ts';
import type { Channel, ZabConfig, ZabState } from './types.ts';

/** One step at work: what it may look at, and what it has decided to do so far. */
export interface Step {
  readonly config: ZabConfig;
  readonly state: ZabState;
  readonly rules: ZabRules;
  readonly sink: Sink<ZabShape>;
  /** The batch; leaves before all other effects, as one. */
  readonly records: ZabRecord[];
  readonly effects: Effect<ZabShape>[];
}

export function begin(
  config: ZabConfig,
  state: ZabState,
  rules: ZabRules,
  sink: Sink<ZabShape>,
): Step {
  return { config, state, rules, sink, records: [], effects: [] };
}

export function finish({ sink, records, effects }: Step): void {
  if (records.length > 0) sink.push({ type: 'persist', records });
  for (const effect of effects) sink.push(effect);
}

/** Reports what a rule said, and hands it on. */
export function decided<V extends boolean | number>(step: Step, rule: ZabRule, verdict: V): V {
  step.sink.note(rule, verdict);
  return verdict;
}

/** Changes the persistent state, in memory now and on the disk soon. */
export function write(step: Step, record: ZabRecord): void {
  remember(step, record);
  step.records.push(record);
}

/** Changes the memory of the persistent state alone. */
export function remember({ state }: Step, record: ZabRecord): void {
  fold(state.persistent, record);
  if (!mayChangeMembership(record)) return;
  const { active, pending } = memberships(state.persistent);
  state.active = active;
  state.pending = pending;
}

/** Where data is added it need not be asked: that looks through the whole history. */
function mayChangeMembership(record: ZabRecord): boolean {
  switch (record.type) {
    case 'append':
      return record.txns.some(({ type }) => type === 'reconfig');
    case 'truncate':
    case 'install':
    case 'compact':
    case 'activate':
      return true;
    case 'dial':
    case 'accept':
    case 'epoch':
      return false;
  }
}

/** A message outside of connections. It promises nothing that a crash could take back. */
export function send(step: Step, to: ServerId, message: ZabMessage): void {
  step.effects.push({ type: 'send', to, message, gated: false });
}

/** The next frame of a connection. */
export function sendFrame(step: Step, to: ServerId, channel: Channel, body: ZabFrameBody): void {
  const message = { ...body, dial: channel.dial, nth: takeNumber(channel) };
  step.effects.push({ type: 'send', to, message, gated: false });
}

/** A frame that promises what was written: it waits for the disk, unless a rule says otherwise. */
export function promiseFrame(
  step: Step,
  waits: boolean,
  to: ServerId,
  channel: Channel,
  body: ZabFrameBody,
): void {
  const message = { ...body, dial: channel.dial, nth: takeNumber(channel) };
  step.effects.push({ type: 'send', to, message, gated: waits });
}

/** What a leader learns from its own disk, by a message that waits for it. */
export function noteToSelf(step: Step, waits: boolean, body: ZabFrameBody): void {
  const message = { ...body, dial: 0, nth: 0 };
  step.effects.push({ type: 'send', to: step.state.self, message, gated: waits });
}

export function deliver(step: Step, output: ZabOutput): void {
  step.effects.push({ type: 'deliver', output, gated: false });
}

export function answer(step: Step, request: RequestId, given: ZabAnswer): void {
  step.effects.push({ type: 'answer', request, answer: given, gated: false });
}

/** Nothing was done and nothing will be. */
export function refuse(step: Step, request: RequestId, reason: RefusalReason): void {
  const { role, self } = step.state;
  let leader: ServerId | null = null;
  if (role.type === 'leading') leader = self;
  else if (role.type === 'learning') leader = role.leader;
  answer(step, request, { type: 'refused', reason, leader });
}

export function arm(step: Step, timer: ZabTimer, min: number, max: number): void {
  step.effects.push({ type: 'arm', timer, span: { min, max } });
}

export function disarm(step: Step, timer: ZabTimer): void {
  step.effects.push({ type: 'disarm', timer });
}

/** What every notification and every FOLLOWERINFO name as their sender's incarnation. */
export function ownIncarnation({ state, rules }: Step): number {
  return rules.statedIncarnation(state.persistent.incarnation);
}

import type { Effect, RequestId, ServerId, Shape, Sink, Span } from '@menagerie/contract';

/** One step at work: what it may look at, and what it has decided to do so far. */
export interface Step<S extends Shape, Rules> {
  readonly config: S['config'];
  readonly state: S['state'];
  readonly rules: Rules;
  readonly sink: Sink<S>;
  /** The batch; leaves before all other effects, as one. */
  readonly records: S['record'][];
  readonly effects: Effect<S>[];
}

export function begin<S extends Shape, Rules>(
  config: S['config'],
  state: S['state'],
  rules: Rules,
  sink: Sink<S>,
): Step<S, Rules> {
  return { config, state, rules, sink, records: [], effects: [] };
}

export function finish<S extends Shape, Rules>({ sink, records, effects }: Step<S, Rules>): void {
  if (records.length > 0) sink.push({ type: 'persist', records });
  for (const effect of effects) sink.push(effect);
}

/** Reports what a rule said, and hands it on. */
export function decided<S extends Shape, Rules, V extends boolean | number>(
  step: Step<S, Rules>,
  rule: S['rule'],
  verdict: V,
): V {
  step.sink.note(rule, verdict);
  return verdict;
}

/** A message that promises nothing that a crash could take back. */
export function send<S extends Shape, Rules>(
  step: Step<S, Rules>,
  to: ServerId,
  message: S['message'],
): void {
  step.effects.push({ type: 'send', to, message, gated: false });
}

/** A message that tells what was written: it waits for the disk, unless a rule says otherwise. */
export function promise<S extends Shape, Rules>(
  step: Step<S, Rules>,
  waits: boolean,
  to: ServerId,
  message: S['message'],
): void {
  step.effects.push({ type: 'send', to, message, gated: waits });
}

export function answer<S extends Shape, Rules>(
  step: Step<S, Rules>,
  request: RequestId,
  given: S['answer'],
): void {
  step.effects.push({ type: 'answer', request, answer: given, gated: false });
}

export function deliver<S extends Shape, Rules>(step: Step<S, Rules>, output: S['output']): void {
  step.effects.push({ type: 'deliver', output, gated: false });
}

export function arm<S extends Shape, Rules>(
  step: Step<S, Rules>,
  timer: S['timer'],
  span: Span,
): void {
  step.effects.push({ type: 'arm', timer, span });
}

export function disarm<S extends Shape, Rules>(step: Step<S, Rules>, timer: S['timer']): void {
  step.effects.push({ type: 'disarm', timer });
}

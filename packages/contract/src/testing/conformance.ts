import { ContractError } from '../errors.ts';
import type { Effect, Shape, Sink } from '../protocol.ts';
import type { Schema } from '../schema/schema.ts';
import { Reader, Writer } from '../schema/wire.ts';
import { Words } from '../schema/words.ts';
import type { Subject } from '../subject.ts';
import { firstDifference, mapPayloads } from './guards.ts';
import { type Call, Walk } from './walk.ts';

/** How long the kit looks. */
export interface ConformanceOptions {
  /** Random runs per check. @default 20 */
  readonly seeds?: number;
  /** Steps per run. @default 600 */
  readonly steps?: number;
}

/** One check, for any test runner: `for (const { name, run } of conformance(subject)) it(name, run)`. */
export interface ConformanceCheck {
  readonly name: string;
  /** @throws ContractError `broken-rule`, naming the rule, the run and what was seen */
  run(): void;
}

/** The rules of the contract as checks over random runs of the protocol. */
export function conformance<S extends Shape>(
  subject: Subject<S>,
  options: ConformanceOptions = {},
): readonly ConformanceCheck[] {
  const seeds = options.seeds ?? 20;
  const steps = options.steps ?? 600;
  const over = (name: string, inspect: (call: Call<S>) => void): ConformanceCheck => ({
    name,
    run: () => {
      for (let seed = 1; seed <= seeds; seed += 1) walk(subject, seed, steps, inspect);
    },
  });
  const { protocol } = subject;
  const { schemas } = protocol;
  return [
    over('rule 1: equal configuration, state and input give equal effects and state', (call) =>
      checkRepeatable(subject, call),
    ),
    {
      name: 'rule 1: nothing outside the state decides: a whole run repeats exactly',
      run: () => {
        for (let seed = 1; seed <= seeds; seed += 1) {
          const first = walk(subject, seed, steps, () => {}).words();
          const again = walk(subject, seed, steps, () => {}).words();
          demand('rule 1', sameWords(first, again), `run ${seed} ended otherwise the second time`);
        }
      },
    },
    over('rule 2: a step that persists nothing leaves the disk as it was', ({ effects }) => {
      for (const effect of effects) {
        if (effect.type !== 'persist') continue;
        demand('rule 2', effect.records.length > 0, 'a persist effect without records');
      }
    }),
    over(
      'rule 3: recovery from whatever a crash leaves works, and changes nothing on disk',
      (call) => checkRecovery(subject, call),
    ),
    over('rule 4: spans are ranges of milliseconds, and timers have names', ({ effects }) => {
      for (const effect of effects) {
        if (effect.type !== 'arm') continue;
        const { min, max } = effect.span;
        const sane = Number.isFinite(max) && min >= 0 && min <= max;
        demand('rule 4', sane, `timer ${effect.timer} armed for ${min} to ${max} ms`);
        schemas.timer.fromJson(effect.timer, 'timer');
      }
    }),
    {
      name: 'rule 5: payloads are opaque: other bytes of the same length change no decision',
      run: () => {
        for (let seed = 1; seed <= seeds; seed += 1) checkOpaque(subject, seed, steps);
      },
    },
    over('rule 6: the schema describes every bit of state', ({ after, image }) => {
      const servers = Array.from({ length: 31 }, (_, id) => id);
      demandSame('state', after, schemas.state.permute(after, servers));
      demandSame('image', image, schemas.image.permute(image, servers));
    }),
    over('schemas: what is written is read again, as a frame and as JSON', (call) => {
      checkRoundTrip('state', schemas.state, call.after);
      if (call.input?.type === 'command') {
        checkRoundTrip('command', schemas.command, call.input.command);
      }
      for (const effect of call.effects) checkEffectRoundTrip(subject, effect);
    }),
  ];
}

function walk<S extends Shape>(
  subject: Subject<S>,
  seed: number,
  steps: number,
  inspect: (call: Call<S>) => void,
  disguise: (payload: Uint8Array) => Uint8Array = (payload) => payload,
): Walk<S> {
  const members = 3 + (seed % 3);
  return new Walk(subject, { seed, steps, members, spares: seed % 2, disguise }, inspect);
}

/** What the core decided, call by call, with payloads known by their length alone. */
function decisions<S extends Shape>(
  subject: Subject<S>,
  seed: number,
  steps: number,
  disguise: (payload: Uint8Array) => Uint8Array,
): unknown[] {
  const made: unknown[] = [];
  const lengthOf = (payload: Uint8Array): number => payload.length;
  walk(subject, seed, steps, ({ effects }) => made.push(mapPayloads(effects, lengthOf)), disguise);
  return made;
}

function checkOpaque<S extends Shape>(subject: Subject<S>, seed: number, steps: number): void {
  const plain = decisions(subject, seed, steps, (payload) => payload);
  const other = decisions(subject, seed, steps, (payload) => payload.map((byte) => byte ^ 0x55));
  const found = firstDifference(plain, other, 'calls');
  demand('rule 5', found === null, `other payloads led to other effects at ${found}`);
}

function checkRepeatable<S extends Shape>({ protocol }: Subject<S>, call: Call<S>): void {
  const { config, input, before, after } = call;
  if (input === null || before === null) return;
  const effects = collect<S>((sink) => protocol.step(config, before, input, sink));
  const what = input.type === 'message' ? `message ${input.message.type}` : input.type;
  const other = firstDifference(effects, call.effects, 'effects');
  demand('rule 1', other === null, `the same ${what} gave something else at ${other}`);
  const found = firstDifference(before, after, 'state');
  demand('rule 1', found === null, `the same ${what} led elsewhere at ${found}`);
}

function checkRecovery<S extends Shape>({ protocol }: Subject<S>, call: Call<S>): void {
  const { config, server, image } = call;
  const kept = protocol.schemas.image.clone(image);
  const states: S['state'][] = [];
  for (let times = 0; times < 2; times += 1) {
    collect<S>((sink) => states.push(protocol.recover(config, server, image, sink)));
  }
  const changed = firstDifference(kept, image, 'image');
  demand('rule 3', changed === null, `recovery changed the disk at ${changed}`);
  const other = firstDifference(states[0], states[1], 'state');
  demand('rule 3', other === null, `two recoveries from one disk differ at ${other}`);
}

function checkEffectRoundTrip<S extends Shape>(subject: Subject<S>, effect: Effect<S>): void {
  const { schemas } = subject.protocol;
  switch (effect.type) {
    case 'send':
      return checkRoundTrip('message', schemas.message, effect.message);
    case 'persist':
      return effect.records.forEach((record) => checkRoundTrip('record', schemas.record, record));
    case 'deliver':
      return checkRoundTrip('output', schemas.output, effect.output);
    case 'answer':
      return checkRoundTrip('answer', schemas.answer, effect.answer);
    case 'arm':
    case 'disarm':
      return checkRoundTrip('timer', schemas.timer, effect.timer);
  }
}

function checkRoundTrip<T>(what: string, schema: Schema<T>, value: T): void {
  const writer = new Writer();
  schema.write(value, writer);
  const reader = new Reader(writer.finish());
  demandSame(`${what} read from its frame`, value, schema.read(reader));
  demand('schemas', reader.left === 0, `${what}: ${reader.left} bytes of its frame were not read`);
  demandSame(`${what} read from JSON`, value, schema.fromJson(schema.toJson(value), what));
  const [first, second] = [new Words(), new Words()];
  schema.encode(value, first);
  schema.encode(schema.clone(value), second);
  demand(
    'schemas',
    sameWords(first.toArray(), second.toArray()),
    `${what}: a copy hashes otherwise`,
  );
}

function collect<S extends Shape>(call: (sink: Sink<S>) => void): Effect<S>[] {
  const effects: Effect<S>[] = [];
  call({ push: (effect) => effects.push(effect), note: () => {} });
  return effects;
}

function sameWords(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i]);
}

function demandSame(what: string, a: unknown, b: unknown): void {
  const found = firstDifference(a, b, '');
  demand('schemas', found === null, `${what} differs at ${found === '' ? 'its root' : found}`);
}

function demand(rule: string, holds: boolean, otherwise: string): void {
  if (!holds) throw new ContractError('broken-rule', rule, otherwise);
}

import {
  ContractError,
  type Json,
  type Schema,
  type Shape,
  type Subject,
} from '@menagerie/contract';
import * as v from 'valibot';
import type { Scenario } from './scenario.ts';

const server = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const ms = v.pipe(v.number(), v.finite(), v.minValue(0));
const chance = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const rate = v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(1000));

const ofServer = { server };
const ofLink = { from: server, to: server };
const ofMessage = { ...ofLink, nth: count, copy: count };

const common = [
  v.strictObject({ type: v.literal('recover'), ...ofServer }),
  v.strictObject({ type: v.literal('wipe'), ...ofServer }),
  v.strictObject({ type: v.literal('pause'), ...ofServer }),
  v.strictObject({ type: v.literal('resume'), ...ofServer }),
  v.strictObject({ type: v.literal('skew'), ...ofServer, rate }),
  v.strictObject({ type: v.literal('cut'), ...ofLink }),
  v.strictObject({ type: v.literal('mend'), ...ofLink }),
  v.strictObject({ type: v.literal('drop'), ...ofMessage }),
  v.strictObject({ type: v.literal('duplicate'), ...ofMessage }),
] as const;

const PlanForm = v.strictObject({
  network: v.strictObject({
    delayMin: ms,
    delayMax: ms,
    spread: ms,
    straggle: chance,
    loss: chance,
    duplicate: chance,
  }),
  disk: v.strictObject({ syncMin: ms, syncMax: ms, keep: chance }),
  faults: v.strictObject({
    crashEvery: ms,
    pauseEvery: ms,
    partitionEvery: ms,
    oneWay: chance,
    wipeEvery: ms,
    drift: v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
    lastMin: ms,
    lastMax: ms,
  }),
  clients: v.strictObject({ commandEvery: ms }),
  faultyMs: ms,
  healedMs: ms,
});

/** The form of a scenario file of one protocol: unknown fields and wrong values are refused. */
export function createScenarioForm<S extends Shape>(
  subject: Subject<S>,
): v.GenericSchema<unknown, Scenario<S>> {
  const { schemas } = subject.protocol;
  const fire = { type: v.literal('fire'), ...ofServer, timer: byProtocol(schemas.timer) };
  const command = { type: v.literal('command'), ...ofServer, command: byProtocol(schemas.command) };
  const crash = { type: v.literal('crash'), ...ofServer, keep: count };
  const act = v.variant('type', [
    ...common,
    v.strictObject(fire),
    v.strictObject(command),
    v.strictObject(crash),
    v.strictObject({ type: v.literal('sync'), ...ofServer }),
    v.strictObject({ type: v.literal('reschedule'), ...ofMessage, dueAt: ms }),
  ]);
  const decision = v.variant('type', [
    ...common,
    v.strictObject(fire),
    v.strictObject({ ...command, request: count }),
    v.strictObject({ ...crash, torn: v.boolean() }),
    v.strictObject({ type: v.literal('sync'), ...ofServer, batches: count }),
    v.strictObject({ type: v.literal('deliver'), ...ofMessage }),
  ]);
  return v.strictObject({
    format: v.literal('menagerie-scenario/1'),
    protocol: v.string(),
    mutant: v.nullable(v.string()),
    title: v.string(),
    config: byProtocol(schemas.config),
    seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
    plan: PlanForm,
    interventions: v.array(v.strictObject({ afterStep: count, at: ms, act })),
    decisions: v.array(v.strictObject({ at: ms, decision })),
  });
}

/** A value that the protocol itself describes. */
function byProtocol<T>(schema: Schema<T>): v.GenericSchema<unknown, T> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): T => {
      try {
        return schema.fromJson(asJson(dataset.value), '');
      } catch (error) {
        if (!(error instanceof ContractError)) throw error;
        const message = error.message.replace(`${error.path}: `, '');
        // The path within the value goes on as one key of the path to the value.
        const item = {
          type: 'unknown',
          origin: 'value',
          input: null,
          key: error.path,
          value: null,
        };
        const path: [v.UnknownPathItem] = [{ ...item, type: 'unknown', origin: 'value' }];
        addIssue(error.path === '' ? { message } : { message, path });
        return NEVER;
      }
    }),
  );
}

/** Narrows a value that came out of JSON.parse; anything else stands for nothing. */
function asJson(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asJson(each)]));
}

import { list, perServer, record, type Schema, u32 } from '@menagerie/contract';
import { outputsOf, recordsOf } from '@menagerie/contract/testing';
import { txnSchema } from '../../schemas/values.ts';
import type { Txn } from '../../types.ts';
import type { ZabHappening, ZabWorld } from '../views.ts';

/** What the world has seen: who broadcast what, and what was delivered. */
export interface Run {
  /** `broadcast[e]`: the transactions that primaries of epoch e broadcast, in their order. */
  broadcast: Txn[][];
  /** `sequence[i]`: the first transaction that anybody delivered as number i + 1. */
  sequence: Txn[];
  /** How many transactions each server has delivered, in its present run. */
  delivered: number[];
}

export const runSchema: Schema<Run> = record({
  broadcast: list(list(txnSchema)),
  sequence: list(txnSchema),
  delivered: perServer(u32),
});

export function newRun(servers: number): Run {
  return { broadcast: [], sequence: [], delivered: new Array<number>(servers).fill(0) };
}

/** Transactions of an epoch that were broadcast, in order. */
export function broadcastIn({ broadcast }: Run, epoch: number): Txn[] {
  while (broadcast.length <= epoch) broadcast.push([]);
  return broadcast[epoch] ?? [];
}

/** One transaction that a server delivers, with what it delivered before. */
export interface Delivery {
  readonly server: number;
  readonly index: number;
  readonly txn: Txn;
  /** How many it had delivered. */
  readonly before: number;
}

/** The transactions that a leader appends in a step. */
export function broadcasts(happening: ZabHappening, world: ZabWorld): readonly Txn[] {
  if (happening.type !== 'step') return [];
  const state = world.servers[happening.server]?.state ?? null;
  if (state === null || state.role.type !== 'leading') return [];
  return recordsOf(happening).flatMap((each) => (each.type === 'append' ? each.txns : []));
}

/**
 * Lets a run take note of a happening. Calls `onDelivery` for each delivery before it is noted, and
 * stops with the first answer that is not `null`.
 */
export function observeRun<Found>(
  run: Run,
  happening: ZabHappening,
  world: ZabWorld,
  onDelivery: (delivery: Delivery) => Found | null,
): Found | null {
  for (const txn of broadcasts(happening, world)) broadcastIn(run, txn.zxid.epoch).push(txn);
  if (happening.type === 'recover') run.delivered[happening.server] = 0;
  if (happening.type !== 'step' && happening.type !== 'recover') return null;
  const { server } = happening;
  for (const output of outputsOf(happening)) {
    if (output.type === 'snapshot') {
      run.delivered[server] = output.snapshot.index;
      continue;
    }
    const { index, txn } = output;
    const found = onDelivery({ server, index, txn, before: run.delivered[server] ?? 0 });
    if (found !== null) return found;
    run.delivered[server] = index;
    if (run.sequence[index - 1] === undefined && index === run.sequence.length + 1) {
      run.sequence.push(txn);
    }
  }
  return null;
}

import { defineProperty, type Property, type Violation } from '@menagerie/contract';
import { violated } from '@menagerie/contract/testing';
import type { ZabShape } from '../../messages.ts';
import { sameZxid, zxidText } from '../../zxid.ts';
import { sameTxn, shown } from '../views.ts';
import { broadcastIn, type Delivery, newRun, observeRun, type Run, runSchema } from './ghosts.ts';

// The order properties of DSN 2011, as statements about what was broadcast and delivered.

type Check = (run: Run, delivery: Delivery) => Violation | null;

function onDeliveries(
  name: string,
  source: string,
  says: string,
  killedBy: readonly string[],
  check: Check,
): Property<ZabShape> {
  return defineProperty<ZabShape, Run>({
    name,
    source,
    kind: 'always',
    says,
    killedBy,
    ghost: runSchema,
    start: ({ servers }) => newRun(servers),
    observe: (run, happening, world) =>
      observeRun(run, happening, world, (delivery) => check(run, delivery)),
  });
}

/**
 * Over what was broadcast, for each pair of neighbours; by induction for every pair. The published
 * models ask only for some pair, and a transaction with itself is one.
 */
export const localPrimaryOrder: Property<ZabShape> = onDeliveries(
  'Local Primary Order',
  'DSN 2011, primary order',
  'If a primary broadcasts a before b, then a process that delivers b must also deliver a before b.',
  ['Z-14', 'Z-25'],
  (run, { server, index, txn, before }) => {
    const { epoch } = txn.zxid;
    const sent = broadcastIn(run, epoch);
    const delivered = run.sequence.slice(0, before).filter((each) => each.zxid.epoch === epoch);
    const next = sent[delivered.length];
    if (next !== undefined && sameTxn(next, txn)) return null;
    if (!sent.some((each) => sameTxn(each, txn))) return null;
    const missing = next === undefined ? 'nothing' : shown(next);
    return violated(
      'Local Primary Order',
      'skips',
      [server],
      { server, index, txn: shown(txn), missing },
      `Server ${server} delivered ${shown(txn)}, where the primary of epoch ${epoch} had broadcast ${missing} next.`,
    );
  },
);

export const globalPrimaryOrder: Property<ZabShape> = onDeliveries(
  'Global Primary Order',
  'DSN 2011, primary order',
  'A process delivers the transactions of an earlier primary before those of a later one.',
  ['Z-04', 'Z-10'],
  (run, { server, txn, before }) => {
    const last = run.sequence[before - 1];
    if (last === undefined || last.zxid.epoch <= txn.zxid.epoch) return null;
    return violated(
      'Global Primary Order',
      'earlier-after-later',
      [server],
      { server, txn: shown(txn), last: shown(last) },
      `Server ${server} delivered ${shown(txn)} after ${shown(last)}, of a later primary.`,
    );
  },
);

export const integrity: Property<ZabShape> = defineProperty<ZabShape, Run>({
  name: 'Integrity',
  source: 'DSN 2011, core properties; a process broadcasts only once it is an established primary',
  kind: 'always',
  says: 'What a process delivers, an established primary has broadcast.',
  killedBy: ['Z-21'],
  ghost: runSchema,
  start: ({ servers }) => newRun(servers),
  observe: (run, happening, world) => {
    const state =
      happening.type === 'step' ? (world.servers[happening.server]?.state ?? null) : null;
    const early = state?.role.type === 'leading' && state.role.stage !== 'broadcast';
    const sent = run.broadcast.map((each) => each.length);
    const found = observeRun(run, happening, world, ({ server, txn }) => {
      if (broadcastIn(run, txn.zxid.epoch).some((each) => sameTxn(each, txn))) return null;
      return violated(
        'Integrity',
        'never-broadcast',
        [server],
        { server, txn: shown(txn) },
        `Server ${server} delivered ${shown(txn)}, which no established primary has broadcast.`,
      );
    });
    if (early) run.broadcast.forEach((each, epoch) => each.splice(sent[epoch] ?? 0));
    return found;
  },
});

export const agreement: Property<ZabShape> = onDeliveries(
  'Agreement',
  'DSN 2011, core properties',
  'If one process delivers a and another delivers b, then the first delivers b or the second delivers a.',
  ['Z-10', 'Z-25'],
  (run, { server, index, txn }) => {
    const first = run.sequence[index - 1];
    if (first === undefined || sameTxn(first, txn)) return null;
    return violated(
      'Agreement',
      'different-transaction',
      [server],
      { server, index, first: shown(first), second: shown(txn) },
      `Server ${server} delivered ${shown(txn)} as number ${index}, where ${shown(first)} was delivered before.`,
    );
  },
);

export const totalOrder: Property<ZabShape> = onDeliveries(
  'Total Order',
  'DSN 2011, core properties',
  'All processes deliver in one order: each number after the one before, each zxid once.',
  ['Z-13', 'Z-25'],
  (run, { server, index, txn, before }) => {
    if (index !== before + 1) {
      return violated(
        'Total Order',
        'out-of-order',
        [server],
        { server, index, before },
        `Server ${server} delivered number ${index} right after number ${before}.`,
      );
    }
    const at = run.sequence.findIndex((each) => sameZxid(each.zxid, txn.zxid));
    if (at < 0 || at === index - 1) return null;
    const zxid = zxidText(txn.zxid);
    return violated(
      'Total Order',
      'zxid-twice',
      [server],
      { server, index, zxid, first: at + 1 },
      `Server ${server} delivered zxid ${zxid} as number ${index}, which is the name of number ${at + 1}.`,
    );
  },
);

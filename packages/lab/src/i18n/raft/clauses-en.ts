import { named } from '../../worker/say.ts';
import type { ClauseTable } from './clauses.ts';

export const clausesEn: ClauseTable = {
  'Election Safety/two-leaders': (v) =>
    `${named(v['first'])} and ${named(v['second'])} both became leader in term ${v['term']}.`,
  'Leader Append-Only/leader-truncated': (v) =>
    `${named(v['server'])}, leader of term ${v['term']}, deleted its entries from index ${v['from']} on.`,
  'Log Matching/same-term-differs': (v) =>
    `${named(v['server'])} has at index ${v['index']} an entry of term ${v['term']} that differs, itself or in what it follows, from one of the same index and term elsewhere.`,
  'Leader Completeness/entry-missing': (v) =>
    `${named(v['server'])} leads term ${v['leaderTerm']}, and its log lacks the entry of term ${v['term']} that was committed at index ${v['index']}.`,
  'Leader Completeness/entry-differs': (v) =>
    `${named(v['server'])} leads term ${v['leaderTerm']} with an entry of term ${v['found']} at index ${v['index']}, where one of term ${v['term']} was committed.`,
  'State Machine Safety/snapshot-goes-back': (v) =>
    `${named(v['server'])} was given a snapshot at index ${v['index']} after it had applied index ${v['applied']}.`,
  'State Machine Safety/out-of-order': (v) =>
    `${named(v['server'])} applied index ${v['index']} right after index ${v['applied']}.`,
  'State Machine Safety/different-entry': (v) =>
    `${named(v['server'])} applied ${v['second']} at index ${v['index']}, where ${v['first']} was applied before.`,
  'Committed On Quorum/no-quorum-holds': (v) =>
    `${named(v['server'])} took index ${v['index']} of term ${v['term']} for committed, and no quorum holds it on disk.`,
  'Linearizable Reads/stale-read': (v) =>
    `${named(v['server'])} answered a ${v['mode']} read from index ${v['index']}, though index ${v['floor']} had been answered before the read was asked for.`,
  'State Ordering/order': (v) =>
    `${named(v['server'])} has snapshot ${v['snapshot']}, applied ${v['applied']}, commit ${v['commit']} and last index ${v['last']}: not in this order.`,
  'State Ordering/term-goes-back': (v) => `${named(v['server'])} went back to term ${v['term']}.`,
  'State Ordering/commit-goes-back': (v) =>
    `${named(v['server'])} went back to commit index ${v['commit']}.`,
  'One Change At A Time/several-changes': (v) =>
    `Leader ${named(v['server'])} has ${v['changes']} changes of membership that are not committed.`,
  'No Exception/threw': (v) => `The code threw on ${v['input']}: ${v['message']}`,
};

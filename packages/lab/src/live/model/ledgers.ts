import type { Picture } from '@menagerie/server';
import type {
  LedgerFrame,
  LogFrame,
  SlotsFrame,
  ZxidName,
  ZxidsFrame,
} from '../../model/ledger.ts';

/** What is shown of a server that has told nothing yet. */
const NOTHING: Pick<Picture, 'core' | 'durable'> = {
  core: {
    part: 'follower',
    epoch: 0,
    currentEpoch: 0,
    leader: null,
    votes: 0,
    voter: true,
    base: 0,
    baseEntry: [0, 0],
    entries: [],
    committed: 0,
  },
  durable: 0,
};

type Known = Pick<Picture, 'core' | 'durable'> | null;

/** The logs of all servers as their protocol has them, from what each told last. */
export function ledgerOf(core: 'zab' | 'raft' | 'paxos', pictures: readonly Known[]): LedgerFrame {
  const known = pictures.map((picture) => picture ?? NOTHING);
  switch (core) {
    case 'zab':
      return { type: 'history', servers: known.map(zxidsOf), held: heldOf(known) };
    case 'raft':
      return { type: 'log', servers: known.map(logOf) };
    case 'paxos':
      return { type: 'slots', servers: known.map(slotsOf), held: [] };
  }
}

function zxidsOf({ core, durable }: NonNullable<Known>): ZxidsFrame {
  return {
    voter: core.voter,
    snapshotIndex: core.base,
    snapshotEpoch: core.baseEntry[0],
    snapshotCounter: core.baseEntry[1],
    epochs: Int32Array.from(core.entries, ([epoch]) => epoch),
    counters: Int32Array.from(core.entries, ([, counter]) => counter),
    durable,
    delivered: core.committed,
    acceptedEpoch: core.epoch,
    currentEpoch: core.currentEpoch,
  };
}

function logOf({ core, durable }: NonNullable<Known>): LogFrame {
  return {
    voter: core.voter,
    snapshotIndex: core.base,
    snapshotTerm: core.baseEntry[0],
    terms: Int32Array.from(core.entries, ([term]) => term),
    durable,
    commit: core.committed,
    // What is committed is applied in the same turn.
    applied: core.committed,
  };
}

function slotsOf({ core, durable }: NonNullable<Known>): SlotsFrame {
  return {
    snapshot: core.base,
    ballots: Int32Array.from(core.entries, ([ballot]) => ballot),
    contents: Int32Array.from(core.entries, ([, content]) => content),
    durable: Uint8Array.from(core.entries, (_, i) => (core.base + 1 + i <= durable ? 1 : 0)),
    chosen: core.committed,
    promised: core.epoch,
    windowEnd: 0,
  };
}

/** Transactions that a majority of the voters has durably, beyond what anybody has delivered. */
function heldOf(known: readonly NonNullable<Known>[]): ZxidName[] {
  const committed = Math.max(0, ...known.map(({ core }) => core.committed));
  const last = Math.max(0, ...known.map(({ durable }) => durable));
  const voters = known.filter(({ core }) => core.voter);
  const held: ZxidName[] = [];
  for (let index = committed + 1; index <= last; index += 1) {
    const having = new Map<string, { readonly name: ZxidName; count: number }>();
    for (const { core, durable } of voters) {
      const entry = index <= durable ? core.entries[index - core.base - 1] : undefined;
      if (entry === undefined) continue;
      const [epoch, counter] = entry;
      const one = having.get(entry.join()) ?? { name: { epoch, counter }, count: 0 };
      one.count += 1;
      having.set(entry.join(), one);
    }
    for (const { name, count } of having.values()) if (count * 2 > voters.length) held.push(name);
  }
  return held;
}

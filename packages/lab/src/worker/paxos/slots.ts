import { isQuorum } from '@menagerie/contract';
import type { PaxosConfig, PaxosImage, PaxosShape, PaxosState, Value } from '@menagerie/paxos';
import type { Moment, ServerMoment } from '@menagerie/simulator';
import {
  type LedgerFrame,
  NOOP,
  RECONFIGURE,
  type SlotsFrame,
  type SlotVote,
} from '../../model/ledger.ts';
import { ballotNumber } from '../../model/protocols.ts';

type Server = ServerMoment<PaxosShape>;

/** Learned without a vote of its own. */
const LEARNED = -1;

export function slotsFrame({ servers }: Moment<PaxosShape>, config: PaxosConfig): LedgerFrame {
  return {
    type: 'slots',
    servers: servers.map((server) => serverSlots(server, config)),
    held: heldByQuorum(servers),
  };
}

function serverSlots({ state, image }: Server, { window }: PaxosConfig): SlotsFrame {
  const known = state?.persistent ?? image;
  const { votes, snapshot } = known;
  return {
    snapshot: snapshot.through,
    ballots: Int32Array.from(votes, (vote) => (vote === null ? 0 : voteNumber(vote.ballot))),
    contents: Int32Array.from(votes, (vote) => (vote === null ? NOOP : contentOf(vote.value))),
    durable: Uint8Array.from(votes, (_, i) =>
      isOnDisk(known, image, snapshot.through + 1 + i) ? 1 : 0,
    ),
    chosen: state?.chosen ?? image.learned,
    promised: ballotNumber(known.promised),
    windowEnd: state?.role.type === 'leader' ? state.chosen + window : 0,
  };
}

function voteNumber(ballot: PaxosImage['promised']): number {
  return ballot.round === 0 ? LEARNED : ballotNumber(ballot);
}

/** Tells values apart: a number for each payload. Two payloads share one by a rare accident. */
function contentOf(value: Value): number {
  switch (value.type) {
    case 'noop':
      return NOOP;
    case 'reconfigure':
      return RECONFIGURE;
    case 'data': {
      let hash = 0x811c_9dc5;
      for (const byte of value.data) hash = Math.imul(hash ^ byte, 0x0100_0193);
      return hash | 2;
    }
  }
}

/** Whether the disk has the vote in a slot as the memory has it. */
export function isOnDisk(memory: PaxosImage, disk: PaxosImage, slot: number): boolean {
  if (slot <= disk.snapshot.through) return true;
  const vote = memory.votes[slot - memory.snapshot.through - 1] ?? null;
  const kept = disk.votes[slot - disk.snapshot.through - 1] ?? null;
  if (vote === null || kept === null) return vote === kept;
  return ballotNumber(vote.ballot) === ballotNumber(kept.ballot);
}

/** Votes that a quorum holds durably in slots that nobody knows to be chosen yet: they are. */
function heldByQuorum(servers: readonly Server[]): SlotVote[] {
  const states = servers.flatMap(({ state }) => (state === null ? [] : [state]));
  const furthest = states.reduce<PaxosState | null>(
    (best, state) => (best !== null && best.chosen >= state.chosen ? best : state),
    null,
  );
  if (furthest === null) return [];
  const last = Math.max(...servers.map(({ image }) => image.snapshot.through + image.votes.length));
  const held: SlotVote[] = [];
  for (let slot = furthest.chosen + 1; slot <= last; slot += 1) {
    const era = furthest.eras.findLast(({ from }) => from <= slot);
    if (!era) continue;
    const holders = new Map<number, number>();
    for (const { id, image } of servers) {
      const vote = image.votes[slot - image.snapshot.through - 1];
      if (!vote || era.membership.incarnations[id] !== image.incarnation) continue;
      const ballot = ballotNumber(vote.ballot);
      holders.set(ballot, (holders.get(ballot) ?? 0) | (1 << id));
    }
    for (const [ballot, set] of holders) {
      if (isQuorum(era.membership.quorums, 'write', set)) held.push({ slot, ballot });
    }
  }
  return held;
}

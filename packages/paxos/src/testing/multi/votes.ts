import {
  isQuorum,
  list,
  perServer,
  record,
  type Schema,
  type ServerId,
  u32,
} from '@menagerie/contract';
import { recordsOf } from '@menagerie/contract/testing';
import type { Ballot } from '../../ballot.ts';
import { ballotSchema, compareBallots } from '../../ballot.ts';
import { closedEras, eraOf, names } from '../../multi/eras.ts';
import { voteAt } from '../../multi/log.ts';
import { valueSchema } from '../../multi/schemas/state.ts';
import type { Era, PaxosImage, Value } from '../../multi/types.ts';
import { type PaxosHappening, type PaxosWorld, sameValue } from './views.ts';

/** A vote, and how many stop-signs the acceptor knew of: votes of a closed era never count. */
export interface CastVote {
  era: number;
  slot: number;
  ballot: Ballot;
  value: Value;
}

/** All votes for one value in one ballot of a slot. */
export interface Poll {
  era: number;
  ballot: Ballot;
  value: Value;
  /** For each server the incarnation that voted, + 1; 0 where none has. */
  by: number[];
}

/**
 * Every vote that was ever cast, whatever has become of it since: the acceptors as they are show
 * only the newest. A vote is cast once it is durable: before, a crash makes that it never was.
 */
export interface Votes {
  /** For each server its unsynced batches, oldest first, with the votes in each. */
  pending: CastVote[][][];
  /** `slots[i]`: the polls in slot i. */
  slots: Poll[][];
}

const castVoteSchema: Schema<CastVote> = record({
  era: u32,
  slot: u32,
  ballot: ballotSchema,
  value: valueSchema,
});

export const votesSchema: Schema<Votes> = record({
  pending: perServer(list(list(castVoteSchema))),
  slots: list(
    list(record({ era: u32, ballot: ballotSchema, value: valueSchema, by: perServer(u32) })),
  ),
});

export function noVotes(servers: number): Votes {
  return { pending: Array.from({ length: servers }, () => []), slots: [] };
}

/** Follows the votes. @returns those that this happening cast */
export function follow(
  votes: Votes,
  happening: PaxosHappening,
  world: PaxosWorld,
): readonly CastVote[] {
  const { server } = happening;
  const pending = votes.pending[server] ?? [];
  switch (happening.type) {
    case 'step':
    case 'recover':
      if (recordsOf(happening).length > 0) pending.push(votesIn(happening, world));
      return [];
    case 'durable':
      return cast(votes, server, pending.splice(0, pending.length - happening.pending), world);
    case 'crash': {
      const image = world.servers[server]?.image;
      const last =
        happening.wiped || image === undefined
          ? -1
          : pending.findLastIndex((batch) => batch.some((vote) => isHeld(image, vote)));
      const survived = pending.splice(0, last + 1);
      pending.length = 0;
      return cast(votes, server, survived, world);
    }
    case 'answered':
      return [];
  }
}

/** Whether the acceptors that a poll counts are a quorum of the configuration of its slot. */
export function isChosen(
  poll: Poll,
  slot: number,
  eras: readonly Era[],
  closing: boolean,
): boolean {
  const era = closing ? eras.find(({ number }) => number === poll.era) : eraOf(eras, slot);
  if (era === undefined || era === null) return false;
  let set = 0;
  poll.by.forEach((incarnation, id) => {
    if (incarnation > 0 && names(era.membership, id, incarnation - 1)) set |= 1 << id;
  });
  return isQuorum(era.membership.quorums, 'write', set);
}

/** The votes that a step wrote. */
export function votesIn(happening: PaxosHappening, world: PaxosWorld): CastVote[] {
  const found: CastVote[] = [];
  if (happening.type !== 'step') return found;
  const { input } = happening;
  const told = input.type === 'message' && input.message.type === 'accept' ? input.message : null;
  const eras = world.servers[happening.server]?.state?.eras ?? [];
  const era = told?.era ?? closedEras(world.config, eras);
  for (const each of recordsOf(happening)) {
    if (each.type !== 'accept') continue;
    const { ballot, from, values } = each;
    values.forEach((value, at) => found.push({ era, slot: from + at, ballot, value }));
  }
  return found;
}

function isHeld(image: PaxosImage, { slot, ballot, value }: CastVote): boolean {
  const held = voteAt(image, slot);
  return held !== null && compareBallots(held.ballot, ballot) === 0 && sameValue(held.value, value);
}

function cast(
  votes: Votes,
  server: ServerId,
  batches: readonly (readonly CastVote[])[],
  world: PaxosWorld,
): CastVote[] {
  const fresh = batches.flat();
  const incarnation = world.servers[server]?.image.incarnation ?? 0;
  for (const vote of fresh) {
    while (votes.slots.length <= vote.slot) votes.slots.push([]);
    const polls = votes.slots[vote.slot] ?? [];
    let poll = polls.find(
      ({ era, ballot, value }) =>
        era === vote.era &&
        compareBallots(ballot, vote.ballot) === 0 &&
        sameValue(value, vote.value),
    );
    if (poll === undefined) {
      const { era, ballot, value } = vote;
      poll = { era, ballot, value, by: world.servers.map(() => 0) };
      polls.push(poll);
    }
    poll.by[server] = incarnation + 1;
  }
  return fresh;
}

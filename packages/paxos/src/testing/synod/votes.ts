import {
  bytes,
  type Happening,
  list,
  option,
  perServer,
  record,
  type Schema,
  type ServerId,
  type WorldView,
} from '@menagerie/contract';
import { compareBallots } from '../../ballot.ts';
import type { SynodShape } from '../../synod/messages.ts';
import { proposalSchema, tallySchema } from '../../synod/schemas.ts';
import type { Proposal, Tally } from '../../synod/types.ts';

export type SynodHappening = Happening<SynodShape>;
export type SynodWorld = WorldView<SynodShape>;

/**
 * Every vote that was ever cast, whatever has become of it since. A look at the acceptors as they
 * are is not enough: each of a quorum may have accepted something later than what it chose.
 *
 * A vote is cast once it is durable: before, a crash makes that it never was.
 */
export interface Votes {
  /** For each server the votes in its unsynced batches, oldest first. */
  pending: (Proposal | null)[][];
  /** In the order in which each pair of ballot and value was first voted for. */
  cast: Tally[];
}

export const votesSchema: Schema<Votes> = record({
  pending: perServer(list(option(proposalSchema))),
  cast: list(tallySchema),
});

export function noVotes(servers: number): Votes {
  return { pending: Array.from({ length: servers }, () => []), cast: [] };
}

/** Follows the votes. @returns those that this happening cast */
export function follow(
  votes: Votes,
  happening: SynodHappening,
  world: SynodWorld,
): readonly Proposal[] {
  const { server } = happening;
  const pending = votes.pending[server] ?? [];
  // What a replaced disk accepts is nobody's vote: the quorums name the acceptor that it was not.
  const counts = world.servers[server]?.image.incarnation === 0;
  switch (happening.type) {
    case 'step':
    case 'recover':
      for (const effect of happening.effects) {
        if (effect.type === 'persist') pending.push(counts ? voteIn(effect.records) : null);
      }
      return [];
    case 'durable':
      return cast(votes, server, pending.splice(0, pending.length - happening.pending));
    case 'crash': {
      const kept = world.servers[server]?.image.accepted ?? null;
      const last = kept === null ? -1 : pending.findLastIndex((vote) => sameProposal(vote, kept));
      const survived = pending.splice(0, last + 1);
      pending.length = 0;
      return happening.wiped ? [] : cast(votes, server, survived);
    }
    case 'answered':
      return [];
  }
}

function voteIn(records: readonly SynodShape['record'][]): Proposal | null {
  for (const each of records) if (each.type === 'accept') return each.proposal;
  return null;
}

function cast(votes: Votes, server: ServerId, proposals: readonly (Proposal | null)[]): Proposal[] {
  const fresh = proposals.filter((proposal) => proposal !== null);
  for (const proposal of fresh) {
    const known = votes.cast.find((tally) => sameProposal(tally, proposal));
    if (known === undefined) votes.cast.push({ ...proposal, acceptors: 1 << server });
    else known.acceptors |= 1 << server;
  }
  return fresh;
}

/** Whether two proposals are of one ballot and one value. */
export function sameProposal(a: Proposal | null, b: Proposal): boolean {
  return a !== null && compareBallots(a.ballot, b.ballot) === 0 && bytes.equals(a.value, b.value);
}

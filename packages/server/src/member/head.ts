import { buffer, type Codec, int, long, record, ustring } from '@menagerie/jute';
import type { KeptRosters } from '../roster/rosters.ts';
import { type Owner, OwnerList } from './owners.ts';

/** What a ledger knows beside its tree. */
export interface Head extends KeptRosters {
  readonly opening: number;
  readonly leadership: bigint;
  /** -1 where there is none. */
  readonly leader: number;
  /** Proposals of the opening. */
  readonly proposals: number;
  /** Commands of the opening. */
  readonly counter: number;
  readonly secret: Uint8Array | null;
  readonly owners: readonly Owner[] | null;
  readonly index: bigint;
}

export const Head: Codec<Head> = record<Head>('Head', {
  opening: int,
  leadership: long,
  leader: int,
  proposals: int,
  counter: int,
  secret: buffer,
  owners: OwnerList,
  index: long,
  roster: ustring,
  planned: ustring,
  plannedAt: long,
});

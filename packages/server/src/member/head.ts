import { buffer, type Codec, int, long, record } from '@menagerie/jute';
import { type Owner, OwnerList } from './owners.ts';

/** What a ledger knows beside its tree. */
export interface Head {
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
  readonly index: number;
}

export const Head: Codec<Head> = record<Head>('Head', {
  opening: int,
  leadership: long,
  leader: int,
  proposals: int,
  counter: int,
  secret: buffer,
  owners: OwnerList,
  index: int,
});

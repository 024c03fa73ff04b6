import { childOf, isKeeperError } from '@menagerie/client';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import { eitherOf } from '../signals.ts';
import type { Bell } from './bell.ts';
import type { Claim } from './claim.ts';
import { type Claimant, claimsAmong } from './sequence.ts';

/** Who must go before a claim's turn comes; `null` where it has come. */
export type Ahead = (claims: readonly Claimant[], own: Claimant) => Claimant | null;

/** How a claim comes to its turn. */
export interface Turning {
  readonly keeper: Keeper;
  readonly bell: Bell;
  /** What names of claims have before their numbers. */
  readonly marks: readonly string[];
  readonly ahead: Ahead;
}

/** Only the first: everybody waits for the one right before. */
export const oneAtATime: Ahead = (claims, own) => claims[claims.indexOf(own) - 1] ?? null;

/**
 * Whom a claim waits for now; `null` where its turn has come.
 *
 * The list may be old. It has the claim itself, which this session made, so it has every claim that
 * was made before; one that has gone meanwhile is waited for in vain, for a moment.
 *
 * @throws RecipeError of code `claim-gone`; whatever ended the claim
 */
export async function aheadOf(claim: Claim, turning: Turning): Promise<Claimant | null> {
  for (;;) {
    claim.check();
    const { children } = await turning.keeper.getChildren(claim.parent);
    claim.check();
    const claims = claimsAmong(children, turning.marks);
    const own = claims.find(({ name }) => name === claim.name);
    if (own === undefined) {
      throw new RecipeError('claim-gone', claim.path, 'somebody else has deleted it');
    }
    const other = turning.ahead(claims, own);
    // Between the answer and now the connection may have gone: then ask again, on the next one.
    if (other !== null || turning.keeper.state.type === 'connected') return other;
  }
}

/** Waits until it is a claim's turn. Only one waiter is woken by one who goes. */
export async function turnOf(claim: Claim, turning: Turning): Promise<void> {
  const { keeper, bell } = turning;
  for (;;) {
    const other = await aheadOf(claim, turning);
    if (other === null) return;
    const path = childOf(claim.parent, other.name);
    const { rung, stop } = bell.at(path);
    try {
      // By get and not by exists, which would leave a watch for a name that never comes again.
      await keeper.get(path, { watch: bell.watcher });
      await eitherOf(rung, claim.signal);
    } catch (error) {
      if (!isKeeperError(error, 'no-node')) throw error;
    } finally {
      stop();
    }
  }
}

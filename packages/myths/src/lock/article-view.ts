import { childrenOf } from '../tree/tree.ts';
import { type ArticleLocal, type ArticleSeat, LOCKS } from './article.ts';
import type { LockView } from './failures.ts';

/** What the article's lock shows of itself. */
export function articleView(seats: readonly ArticleSeat[]): LockView<ArticleLocal> {
  const lockOf = (seat: number): string => seats[seat]?.lock ?? '';
  const ownName = (seat: number): string => `${lockOf(seat)}-${seats[seat]?.pid ?? 0}`;
  return {
    insideOf: ({ seat, local }) => (local.at === 'inside' ? lockOf(seat) : null),
    isWaiting: ({ at }) => at === 'polling',
    waitsFor: ({ seat, local }) =>
      local.at === 'polling'
        ? local.snapshot.filter((name) => name < ownName(seat)).map(lockOfName)
        : [],
    jumps: ({ seat, local }, tree) =>
      local.at === 'inside' &&
      local.waitedOn &&
      (childrenOf(tree, LOCKS) ?? []).some(
        (name) => name < ownName(seat) && lockOfName(name) === lockOf(seat),
      ),
    wants: ({ seat }) => lockOf(seat),
    hasStolen: (local) => local.at === 'ended' && local.how === 'thief',
    hasFailed: ({ at }) => at === 'failed',
  };
}

function lockOfName(name: string): string {
  return name.slice(0, name.lastIndexOf('-'));
}

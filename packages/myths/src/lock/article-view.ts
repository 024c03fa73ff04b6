import type { ArticleLocal, ArticleSeat } from './article.ts';
import type { LockView } from './failures.ts';

/** What the article's lock shows of itself. */
export function articleView(seats: readonly ArticleSeat[]): LockView<ArticleLocal> {
  return {
    insideOf: ({ seat, local }) => (local.at === 'inside' ? (seats[seat]?.lock ?? null) : null),
    isWaiting: ({ at }) => at === 'polling',
    hasStolen: (local) => local.at === 'ended' && local.how === 'thief',
    hasFailed: ({ at }) => at === 'failed',
  };
}

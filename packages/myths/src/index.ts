/**
 * Published designs of coordination that do not work, as small models that show how they fail, and
 * the cures beside them.
 *
 * @packageDocumentation
 */

export { type Client, type Scope, type World, worldModel } from './clients/world.ts';
export { MythsError, type MythsErrorCode } from './errors.ts';
export { type ArticleLocal, type ArticleSeat, articleLock, LOCKS } from './lock/article.ts';
export { articleView } from './lock/article-view.ts';
export { type LockFailures, type LockView, lockFailures } from './lock/failures.ts';
export { type Finding, lookFor, type Stepped } from './looking.ts';
export { type Deed, type Meaning, type Step, sentence } from './step.ts';

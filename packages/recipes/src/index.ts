/**
 * Locks and the other recipes of ZooKeeper, over a client of `@menagerie/client`: with tokens against
 * paused holders, signals of loss, and nothing left behind by a lost answer.
 *
 * ```js
 * import { connect } from '@menagerie/client/node';
 * import { Mutex } from '@menagerie/recipes';
 *
 * const zk = await connect('127.0.0.1:2181');
 * await zk.create('/ledger', 'begun');
 * const grant = await new Mutex(zk, '/locks/ledger').acquire();
 * await zk.multi([grant.proof, { type: 'set', path: '/ledger', data: 'paid' }]);
 * console.log(grant.held, grant.signal.aborted);
 * await grant.release();
 * const late = [grant.proof, { type: 'set', path: '/ledger', data: 'paid twice' }];
 * await zk.multi(late).catch((error) => console.log(grant.held, error.code));
 * await zk.close();
 * ```
 *
 * @packageDocumentation
 */
export { isRecipeError, RecipeError, type RecipeErrorCode } from './errors.ts';
export { Grant, type LoseOn } from './grant.ts';
export type { Keeper } from './keeper.ts';
export { type LockOptions, Mutex, type WaitOptions } from './locks/mutex.ts';
export type { LossSignal } from './signals.ts';

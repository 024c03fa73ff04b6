import type { Shape } from '@menagerie/contract';
import { primaryOrderStory } from '@menagerie/simulator';
import type { Director } from './director.ts';

/**
 * The run in the introduction of Zab's paper (Junqueira, Reed and Serafini, DSN 2011), as the
 * simulator tells it to every protocol. Paxos goes on from B without A.
 */
export function primaryOrder<S extends Shape>(director: Director<S>): void {
  director.carryOut(primaryOrderStory(director.count).intents);
}

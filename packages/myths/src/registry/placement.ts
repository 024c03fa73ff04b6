import {
  everyWriteAcknowledged,
  type StoreFailures,
  storeFailures,
} from '../placement/failures.ts';
import { quorumStore } from '../placement/quorum-store.ts';
import { ringStore } from '../placement/ring-store.ts';
import { type Store, type StoreScope, storeModel } from '../placement/store.ts';
import { factsOfStore } from './facts.ts';
import type { Myth } from './myth.ts';
import { type Play, playOf } from './play.ts';

/** Four servers; the last joins while the clients are at work, or is there already. */
const SERVERS: readonly string[] = ['srv0', 'srv1', 'srv2', 'srv3'];

/** A key that the ring gives to srv0, and to srv3 once that has joined. */
const KEY = '/k/2';

/** A store in a scope, looked at for some failures. */
function storePlay(
  store: Store,
  scope: StoreScope,
  failures: readonly (keyof StoreFailures)[],
): Play {
  const all = storeFailures(store, scope);
  const properties = [...failures.map((failure) => all[failure]), everyWriteAcknowledged(scope)];
  return playOf(storeModel(store, scope, properties), (world) => factsOfStore(scope, world));
}

/** What is particular to one failure of placement that is taken for agreement. */
interface PlacementMyth extends Omit<Myth, 'design' | 'cure'> {
  readonly copies: number;
  readonly failure: keyof StoreFailures;
  readonly in: Omit<StoreScope, 'servers'>;
}

function placementMyth({ copies, failure, in: given, ...about }: PlacementMyth): Myth {
  const scope = { servers: SERVERS, ...given };
  return {
    ...about,
    design: storePlay(ringStore(SERVERS, KEY, copies), scope, [failure]),
    cure: storePlay(quorumStore(SERVERS, 3), scope, [failure]),
  };
}

const writer = (name: string, value: string) =>
  ({ name, errand: { type: 'write', value } }) as const;
const reader = (name: string) => ({ name, errand: { type: 'read' } }) as const;

/** Hash rings taken for agreement, beside a majority. */
export const placementMyths: readonly Myth[] = [
  placementMyth({
    id: 'X04-lost-write',
    title: 'An acknowledged write is gone',
    promise: 'Every server has the same data.',
    scope:
      'three servers, two copies of a key, one writer, two readers, one crash; one server may join',
    claims: ['C13', 'C19', 'C20'],
    runs: [],
    copies: 2,
    failure: 'lostWrite',
    in: { members: 3, clients: [writer('W', 'x'), reader('R'), reader('Q')], crashes: 1 },
  }),
  placementMyth({
    id: 'X04-stale-read',
    title: 'A reader that knows more finds less',
    promise: 'When a server joins, only the place is computed anew.',
    scope:
      'three servers, one copy of a key, one writer, two readers, no crash; one server may join',
    claims: ['C13', 'C19', 'C21'],
    runs: [],
    copies: 1,
    failure: 'staleRead',
    in: { members: 3, clients: [writer('W', 'x'), reader('R'), reader('Q')] },
  }),
  placementMyth({
    id: 'X04-forgotten-write',
    title: 'The last acknowledged write is never read',
    promise: 'Data go where the ring says.',
    scope: 'three servers, one copy of a key, two writers, no crash; one server may join',
    claims: ['C13', 'C19', 'C21'],
    runs: [],
    copies: 1,
    failure: 'forgottenWrite',
    in: { members: 3, clients: [writer('V', 'x'), writer('W', 'y')] },
  }),
  placementMyth({
    id: 'X04-disagreement',
    title: 'Two readers that differ for ever',
    promise: 'Consistent hashing makes data consistent.',
    scope: 'four servers, two copies of a key, two writers, no crash, nobody joins',
    claims: ['C13', 'C18', 'C19'],
    runs: [],
    copies: 2,
    failure: 'disagreement',
    in: { members: 4, clients: [writer('V', 'x'), writer('W', 'y')] },
  }),
];

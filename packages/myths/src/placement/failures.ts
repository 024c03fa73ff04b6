import type { ModelProperty } from '@menagerie/checker';
import { membersOf, type Store, type StoreScope, type StoreWorld } from './store.ts';

/** What a store must never do, whatever its design. */
export interface StoreFailures {
  readonly lostWrite: ModelProperty<StoreWorld>;
  readonly staleRead: ModelProperty<StoreWorld>;
  readonly forgottenWrite: ModelProperty<StoreWorld>;
  readonly disagreement: ModelProperty<StoreWorld>;
}

/** The first two are for scopes in which one client writes, and once. */
export function storeFailures(store: Store, scope: StoreScope): StoreFailures {
  return {
    /** A write was acknowledged, and no server that is up has it. */
    lostWrite: {
      name: 'an acknowledged write stays',
      kind: 'always',
      holds: ({ servers, acknowledged }) =>
        acknowledged.every((value) => servers.some(({ up, held }) => up && held?.value === value)),
    },
    /** A value was acknowledged, or read by somebody, before a read began that does not find it. */
    staleRead: {
      name: 'a read finds what was there before it began',
      kind: 'always',
      holds: ({ clients }) =>
        !clients.some(
          ({ local, known }) => local.at === 'read' && local.value === null && known.length > 0,
        ),
    },
    /**
     * Nothing can happen any more, and whoever knows all servers there are does not surely get the
     * write that began after all others were acknowledged.
     */
    forgottenWrite: {
      name: 'the last write is what readers get',
      kind: 'final',
      holds: (world) => {
        const last = lastWrite(scope, world);
        const answers = store.answers(world, membersOf(world));
        return last === null || answers.every((answer) => answer === last);
      },
    },
    /**
     * Nothing can happen any more, everything was acknowledged, and two readers that both know all
     * servers there are may get different values, for ever.
     */
    disagreement: {
      name: 'readers agree in the end',
      kind: 'final',
      holds: (world) => new Set(store.answers(world, membersOf(world))).size <= 1,
    },
  };
}

/** Everything was written, and acknowledged. */
export function everyWriteAcknowledged({ clients }: StoreScope): ModelProperty<StoreWorld> {
  const writers = clients.filter(({ errand }) => errand.type === 'write').length;
  return {
    name: 'every write is acknowledged',
    kind: 'sometimes',
    holds: ({ acknowledged }) => acknowledged.length === writers,
  };
}

/** The value of the writer that began when every other write was acknowledged, if there is one. */
function lastWrite(scope: StoreScope, { clients, acknowledged }: StoreWorld): string | null {
  for (const [self, { errand }] of scope.clients.entries()) {
    const client = clients[self];
    if (errand.type !== 'write' || client?.local.at !== 'written') continue;
    const others = acknowledged.filter((value) => value !== errand.value);
    if (others.every((value) => client.known.includes(value))) return errand.value;
  }
  return null;
}

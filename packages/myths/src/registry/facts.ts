import type { Scope, World } from '../clients/world.ts';
import type { StoreScope, StoreWorld } from '../placement/store.ts';
import type { Fact } from './play.ts';

/** The znodes, each with whose it is, and where every process stands. */
export function factsOfWorld<Local extends { readonly at: string }>(
  scope: Scope,
  { tree, clients }: World<Local>,
): readonly Fact[] {
  const nameOf = (session: number): string => {
    const client = clients.find((each) => each.session === session);
    return client === undefined ? 'nobody' : (scope.names[client.seat] ?? '');
  };
  return [
    ...tree.znodes.map(({ path, session, ephemeral }) => ({
      of: path,
      is: `${ephemeral ? 'ephemeral' : 'persistent'}, made by ${nameOf(session)}`,
    })),
    ...clients.map(({ seat, running, connected, local }) => ({
      of: scope.names[seat] ?? '',
      is: `${running ? local.at : 'crashed'}${connected ? '' : ', session expired'}`,
    })),
  ];
}

/** What every server holds, and where every client stands. */
export function factsOfStore(scope: StoreScope, world: StoreWorld): readonly Fact[] {
  return [
    ...world.servers.flatMap(({ up, member, held }, place) =>
      member
        ? [{ of: scope.servers[place] ?? '', is: up ? (held?.value ?? 'nothing') : 'crashed' }]
        : [],
    ),
    ...world.clients.map(({ local }, place) => ({
      of: scope.clients[place]?.name ?? '',
      is: local.at === 'read' ? `has read ${local.value ?? 'nothing'}` : local.at,
    })),
  ];
}

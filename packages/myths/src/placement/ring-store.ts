import { hashRing } from './schemes.ts';
import type { Errand, Store, StoreClient, StoreMove, StoreWorld, Version } from './store.ts';

/**
 * A store that trusts a hash ring to keep its servers alike. A key is on as many servers as there
 * are copies, clockwise; the first of them acknowledges a write, which then goes to the others;
 * any of them answers a read; whoever owns the key and lacks it gets a copy.
 *
 * @param servers names, in the order of the scope
 */
export function ringStore(servers: readonly string[], key: string, copies: number): Store {
  const ownersIn = ownersOfViews(servers, key, copies);
  return {
    name: `a ring with ${copies === 1 ? 'one copy' : `${copies} copies`} of each key`,
    usesViews: true,
    moves: (world, client, errand, self) => step(servers, ownersIn, world, client, errand, self),
    answers: ({ servers: all }, view) =>
      ownersIn(view).flatMap((owner) => {
        const server = all[owner];
        return server?.up === true ? [server.held?.value ?? null] : [];
      }),
    background: (world) => migrations(ownersIn, world),
  };
}

/** Owners of the key among the servers of a view, all by their places. */
type OwnersIn = (view: readonly number[]) => readonly number[];

/** The ring of each view is built once: a search asks for it at every step. */
function ownersOfViews(servers: readonly string[], key: string, copies: number): OwnersIn {
  const known = new Map<string, readonly number[]>();
  return (view) => {
    if (view.length === 0) return [];
    const found = known.get(view.join());
    if (found !== undefined) return found;
    const names = view.map((place) => servers[place] ?? '');
    const owners = hashRing(names, { copies }).ownersOf(key);
    const places = owners.map((owner) => servers.indexOf(owner));
    known.set(view.join(), places);
    return places;
  };
}

function step(
  servers: readonly string[],
  ownersIn: OwnersIn,
  world: StoreWorld,
  client: StoreClient,
  errand: Errand,
  self: number,
): readonly StoreMove[] {
  const owners = ownersIn(client.view);
  const { local } = client;
  if (local.at === 'spreading') return spread(servers, world, local.version, local.rest);
  if (local.at !== 'start') return [];
  if (errand.type === 'read') return owners.flatMap((owner) => read(servers, world, owner));
  const [first, ...rest] = owners;
  if (first === undefined || world.servers[first]?.up !== true) return [];
  const version = { value: errand.value, stamp: 0, writer: self };
  return [
    {
      deed: { type: 'put', server: servers[first] ?? '', value: errand.value },
      meaning: 'acknowledged',
      local: rest.length === 0 ? { at: 'written' } : { at: 'spreading', version, rest },
      put: { server: first, held: version },
      acknowledges: true,
    },
  ];
}

function read(servers: readonly string[], world: StoreWorld, owner: number): readonly StoreMove[] {
  const server = world.servers[owner];
  if (server === undefined || !server.up) return [];
  const value = server.held?.value ?? null;
  const deed = { type: 'get', server: servers[owner] ?? '', value } as const;
  return [{ deed, meaning: 'has-read', local: { at: 'read', value } }];
}

function spread(
  servers: readonly string[],
  world: StoreWorld,
  version: Version,
  [next, ...rest]: readonly number[],
): readonly StoreMove[] {
  if (next === undefined || world.servers[next]?.up !== true) return [];
  return [
    {
      deed: { type: 'put', server: servers[next] ?? '', value: version.value },
      meaning: null,
      local: rest.length === 0 ? { at: 'written' } : { at: 'spreading', version, rest },
      put: { server: next, held: version },
    },
  ];
}

/** Owners that have nothing get what another server has. */
function migrations(
  ownersIn: OwnersIn,
  { servers }: StoreWorld,
): readonly { readonly from: number; readonly to: number }[] {
  const view = servers.flatMap(({ up, member }, place) => (up && member ? [place] : []));
  const from = view.find((place) => servers[place]?.held !== null);
  if (from === undefined) return [];
  return ownersIn(view)
    .filter((to) => servers[to]?.held === null)
    .map((to) => ({ from, to }));
}

import type { Model, ModelProperty } from '@menagerie/checker';
import type { Words } from '@menagerie/contract';
import { encodePlain } from '../clients/encode.ts';
import type { Deed, Meaning, Step } from '../step.ts';

/** A value as a server keeps it. Stores without versions leave `stamp` and `writer` at 0. */
export interface Version {
  readonly value: string;
  readonly stamp: number;
  readonly writer: number;
}

/** One server of a store, as far as one key goes. */
export interface Server {
  readonly up: boolean;
  /** Whether it has joined. */
  readonly member: boolean;
  readonly held: Version | null;
}

/** What a client is to do, once. */
export type Errand = { readonly type: 'write'; readonly value: string } | { readonly type: 'read' };

/** Where a client of a store stands. Servers are named by their places in the scope. */
export type StoreLocal =
  | { readonly at: 'start' }
  /** Writes that are acknowledged already, and still to be put on these servers. */
  | { readonly at: 'spreading'; readonly version: Version; readonly rest: readonly number[] }
  | {
      readonly at: 'asking';
      readonly asked: readonly number[];
      readonly best: Version | null;
    }
  | {
      readonly at: 'telling';
      readonly told: readonly number[];
      readonly version: Version | null;
    }
  | { readonly at: 'written' }
  /** `null` where the read found nothing. */
  | { readonly at: 'read'; readonly value: string | null };

/** A client of a store: what it believes, where it stands, and what it knew at its start. */
export interface StoreClient {
  /** The servers that it believes in, by their places. */
  readonly view: readonly number[];
  readonly local: StoreLocal;
  /** What was known for sure before it began: values that were acknowledged, or read. */
  readonly known: readonly string[];
}

/** A store and its clients at one moment. */
export interface StoreWorld {
  readonly servers: readonly Server[];
  readonly clients: readonly StoreClient[];
  readonly acknowledged: readonly string[];
  /** Servers that may still crash. */
  readonly crashes: number;
  readonly last: Step | null;
}

/** A small store to look at as a whole. */
export interface StoreScope {
  /** Names of the servers. The last may still have to join. */
  readonly servers: readonly string[];
  /** How many of them are members at first. */
  readonly members: number;
  readonly clients: readonly { readonly name: string; readonly errand: Errand }[];
  /** @default 0 */
  readonly crashes?: number;
}

/** One thing that a client of a store may do next. */
export interface StoreMove {
  readonly deed: Deed;
  readonly meaning: Meaning | null;
  readonly local: StoreLocal;
  /** What a server holds afterwards. */
  readonly put?: { readonly server: number; readonly held: Version | null };
  /** Whether the client's write is acknowledged by this. */
  readonly acknowledges?: boolean;
}

/** A design of a store: what its clients do, and what happens in the background. */
export interface Store {
  readonly name: string;
  /** Whether it matters which servers a client believes in. */
  readonly usesViews: boolean;
  /** What a client may do next; none where it is done, or nobody answers. */
  moves(world: StoreWorld, client: StoreClient, errand: Errand, self: number): readonly StoreMove[];
  /** All that a read may return which begins now, by a client that believes in these servers. */
  answers(world: StoreWorld, view: readonly number[]): readonly (string | null)[];
  /** Copies that servers make by themselves. */
  background(world: StoreWorld): readonly { readonly from: number; readonly to: number }[];
}

/** All that clients, crashes and joining servers can do to a store. */
export function storeModel(
  store: Store,
  scope: StoreScope,
  properties: readonly ModelProperty<StoreWorld>[],
): Model<StoreWorld> {
  return {
    name: store.name,
    starts: () => [firstWorld(scope)],
    successors: (world, next) => {
      for (const [self] of scope.clients.entries()) {
        for (const each of clientSteps(store, scope, world, self)) next('', each);
      }
      for (const each of surroundings(store, scope, world)) next('', each);
    },
    encode: ({ last: _last, ...world }, words: Words) => encodePlain(world, words),
    properties,
  };
}

function firstWorld({ servers, members, clients, crashes = 0 }: StoreScope): StoreWorld {
  const view = servers.map((_, place) => place).slice(0, members);
  return {
    servers: servers.map((_, place) => ({ up: true, member: place < members, held: null })),
    clients: clients.map(() => ({ view, local: { at: 'start' }, known: [] })),
    acknowledged: [],
    crashes,
    last: null,
  };
}

function clientSteps(
  store: Store,
  scope: StoreScope,
  world: StoreWorld,
  self: number,
): readonly StoreWorld[] {
  const client = world.clients[self];
  const part = scope.clients[self];
  if (client === undefined || part === undefined) return [];
  const steps = store
    .moves(world, client, part.errand, self)
    .map((move) => moved(world, self, client, move, part));
  return store.usesViews ? [...steps, ...learning(scope, world, self, client)] : steps;
}

function moved(
  world: StoreWorld,
  self: number,
  client: StoreClient,
  move: StoreMove,
  { name, errand }: StoreScope['clients'][number],
): StoreWorld {
  const { put, local } = move;
  const known = client.local.at === 'start' ? knownIn(world) : client.known;
  const acknowledged =
    move.acknowledges === true && errand.type === 'write'
      ? [...world.acknowledged, errand.value].toSorted()
      : world.acknowledged;
  return {
    ...world,
    servers: put === undefined ? world.servers : holding(world.servers, put.server, put.held),
    clients: replaced(world.clients, self, { ...client, local, known }),
    acknowledged,
    last: { who: name, deed: move.deed, meaning: move.meaning },
  };
}

/** What is certain at this moment: acknowledged writes, and what finished reads have returned. */
function knownIn({ acknowledged, clients }: StoreWorld): readonly string[] {
  const read = clients.flatMap(({ local }) =>
    local.at === 'read' && local.value !== null ? [local.value] : [],
  );
  return [...new Set([...acknowledged, ...read])].toSorted();
}

/** A client hears which servers there are now. It may do so early, late, or never. */
function learning(
  scope: StoreScope,
  world: StoreWorld,
  self: number,
  client: StoreClient,
): readonly StoreWorld[] {
  const view = membersOf(world);
  const isDone = client.local.at === 'written' || client.local.at === 'read';
  if (isDone || view.join() === client.view.join()) return [];
  const servers = view.map((place) => scope.servers[place] ?? '');
  const who = scope.clients[self]?.name ?? '';
  return [
    {
      ...world,
      clients: replaced(world.clients, self, { ...client, view }),
      last: { who, deed: { type: 'learn', servers }, meaning: null },
    },
  ];
}

/** Crashes, joins and background copies. */
function surroundings(store: Store, scope: StoreScope, world: StoreWorld): readonly StoreWorld[] {
  const nameOf = (place: number): string => scope.servers[place] ?? '';
  const changed = (place: number, change: Partial<Server>): readonly Server[] =>
    world.servers.map((each, at) => (at === place ? { ...each, ...change } : each));
  const crashes = world.servers.flatMap(({ up, member }, place) =>
    up && member && world.crashes > 0
      ? [
          {
            ...world,
            servers: changed(place, { up: false }),
            crashes: world.crashes - 1,
            last: { who: nameOf(place), deed: { type: 'crash' }, meaning: null } as const,
          },
        ]
      : [],
  );
  const joins = world.servers.flatMap(({ member }, place) => {
    const deed = { type: 'join', server: nameOf(place) } as const;
    const last = { who: 'The operator', deed, meaning: null };
    return member ? [] : [{ ...world, servers: changed(place, { member: true }), last }];
  });
  const copies = store.background(world).map(({ from, to }) => {
    const held = world.servers[from]?.held ?? null;
    const value = held?.value ?? '';
    const deed = { type: 'copy', to: nameOf(to), value } as const;
    const last = { who: nameOf(from), deed, meaning: null };
    return { ...world, servers: changed(to, { held }), last };
  });
  return [...crashes, ...joins, ...copies];
}

/** Servers that have joined and are up, by their places. */
export function membersOf({ servers }: StoreWorld): readonly number[] {
  return servers.flatMap(({ up, member }, place) => (up && member ? [place] : []));
}

function holding(
  servers: readonly Server[],
  place: number,
  held: Version | null,
): readonly Server[] {
  return servers.map((each, at) => (at === place ? { ...each, held } : each));
}

function replaced<T>(items: readonly T[], index: number, item: T): readonly T[] {
  return items.map((each, at) => (at === index ? item : each));
}

import type { Model, ModelProperty } from '@menagerie/checker';
import type { Words } from '@menagerie/contract';
import type { Deed, Meaning, Step } from '../step.ts';
import {
  createZnode,
  encodeTree,
  expireSession,
  findZnode,
  removeZnode,
  type Tree,
  treeOf,
} from '../tree/tree.ts';
import { encodePlain } from './encode.ts';
import type { Budget, Move, Place, Program } from './program.ts';
import { type Resource, untouched } from './resource.ts';

/** A process, from its start to its crash. */
export interface Client<Local> {
  readonly seat: number;
  readonly running: boolean;
  readonly session: number;
  /** Whether the service still keeps its session. */
  readonly connected: boolean;
  readonly local: Local;
}

/** All there is at one moment: the tree, the processes, and what may still happen to them. */
export interface World<Local> {
  readonly tree: Tree;
  readonly clients: readonly Client<Local>[];
  readonly resource: Resource;
  readonly left: Budget;
  /** The step that led here. No part of the state: two ways to one world are one world. */
  readonly last: Step | null;
}

/** A small world to look at as a whole. */
export interface Scope {
  /** Names of the processes, in the order of their seats. */
  readonly names: readonly string[];
  /** Znodes that were made beforehand, parents first. */
  readonly made: readonly string[];
  /** Whether each process begins only after the one before it has. @default false */
  readonly inOrder?: boolean;
  /** What may happen besides the programs; nothing that is not named. */
  readonly budget?: Partial<Budget>;
  /** The empty znode that `remakes` speaks of. */
  readonly remade?: string;
}

const nothing: Budget = {
  crashes: 0,
  restarts: 0,
  expiries: 0,
  lostReplies: 0,
  cancels: 0,
  remakes: 0,
};

/** Processes that all run one program over one tree, in every order of their steps. */
export function worldModel<Local>(
  program: Program<Local>,
  scope: Scope,
  properties: readonly ModelProperty<World<Local>>[],
): Model<World<Local>> {
  return {
    name: program.name,
    starts: () => [firstWorld(program, scope)],
    successors: (world, next) => {
      for (const following of successorsOf(program, scope, world)) next('', following);
    },
    encode: encodeWorld,
    properties,
  };
}

function firstWorld<Local>(program: Program<Local>, scope: Scope): World<Local> {
  return {
    tree: treeOf(scope.made),
    clients: scope.names.map((_, seat) => newClient(program, seat, seat)),
    resource: untouched,
    left: { ...nothing, ...scope.budget },
    last: null,
  };
}

function newClient<Local>(program: Program<Local>, seat: number, session: number): Client<Local> {
  return { seat, running: true, session, connected: true, local: program.begin(seat) };
}

function successorsOf<Local>(
  program: Program<Local>,
  scope: Scope,
  world: World<Local>,
): readonly World<Local>[] {
  const turns = world.clients.map((client, index) => ({ client, index }));
  return [
    ...turns.flatMap(({ client, index }) =>
      client.running && mayBegin(program, scope, world, client)
        ? program.moves(placeOf(world, client)).map((move) => moved(scope, world, index, move))
        : [],
    ),
    ...turns.flatMap(({ index }) => fates(program, scope, world, index)),
    ...remakings(scope, world),
  ];
}

function mayBegin<Local>(
  program: Program<Local>,
  scope: Scope,
  world: World<Local>,
  { seat, local }: Client<Local>,
): boolean {
  if (scope.inOrder !== true || program.hasBegun(local)) return true;
  return world.clients.every((each) => each.seat >= seat || program.hasBegun(each.local));
}

function placeOf<Local>(world: World<Local>, client: Client<Local>): Place<Local> {
  const { tree, resource, left } = world;
  const { seat, session, connected, local } = client;
  return { seat, session, connected, local, tree, resource, left };
}

function moved<Local>(
  scope: Scope,
  world: World<Local>,
  index: number,
  move: Move<Local>,
): World<Local> {
  return {
    tree: move.tree ?? world.tree,
    clients: replaced(world.clients, index, { local: move.local }),
    resource: move.resource ?? world.resource,
    left: move.spends === undefined ? world.left : spent(world.left, move.spends),
    last: stepOf(scope, world, index, move.deed, move.meaning),
  };
}

/** What may befall a process: a crash, a restart, the end of its session. */
function fates<Local>(
  program: Program<Local>,
  scope: Scope,
  world: World<Local>,
  index: number,
): readonly World<Local>[] {
  const client = world.clients[index];
  if (client === undefined) return [];
  const { left } = world;
  const last = (deed: Deed) => stepOf(scope, world, index, deed, null);
  if (client.running) {
    const idle = !program.hasBegun(client.local) || program.hasEnded(client.local);
    if (idle) return [];
    return [
      ...when(left.crashes > 0, () => ({
        ...world,
        clients: replaced(world.clients, index, { running: false }),
        left: spent(left, 'crashes'),
        last: last({ type: 'crash' }),
      })),
      ...when(client.connected && left.expiries > 0, () => ({
        ...ended(world, index),
        left: spent(left, 'expiries'),
        last: last({ type: 'expire' }),
      })),
    ];
  }
  const isLatest = world.clients.findLastIndex(({ seat }) => seat === client.seat) === index;
  return [
    ...when(client.connected, () => ({ ...ended(world, index), last: last({ type: 'expire' }) })),
    ...when(isLatest && left.restarts > 0, () => ({
      ...world,
      clients: [...world.clients, newClient(program, client.seat, world.clients.length)],
      left: spent(left, 'restarts'),
      last: last({ type: 'restart' }),
    })),
  ];
}

/** The service ends a session, and removes what went with it. */
function ended<Local>(world: World<Local>, index: number): World<Local> {
  const session = world.clients[index]?.session ?? -1;
  return {
    ...world,
    tree: expireSession(world.tree, session),
    clients: replaced(world.clients, index, { connected: false }),
  };
}

function remakings<Local>(scope: Scope, world: World<Local>): readonly World<Local>[] {
  const path = scope.remade;
  if (path === undefined || world.left.remakes === 0) return [];
  const session = findZnode(world.tree, path)?.session ?? -1;
  const removed = removeZnode(world.tree, path);
  if (removed.type === 'refused') return [];
  const made = createZnode(removed.tree, path, { session, ephemeral: false, sequential: false });
  if (made.type === 'refused') return [];
  const last: Step = { who: 'Somebody', deed: { type: 'remake', path }, meaning: null };
  return [{ ...world, tree: made.tree, left: spent(world.left, 'remakes'), last }];
}

function stepOf<Local>(
  scope: Scope,
  world: World<Local>,
  index: number,
  deed: Deed,
  meaning: Meaning | null,
): Step {
  const seat = world.clients[index]?.seat ?? 0;
  const earlier = world.clients.slice(0, index).filter((each) => each.seat === seat).length;
  return { who: `${scope.names[seat] ?? ''}${'′'.repeat(earlier)}`, deed, meaning };
}

function replaced<Local>(
  clients: readonly Client<Local>[],
  index: number,
  change: Partial<Client<Local>>,
): readonly Client<Local>[] {
  return clients.map((each, at) => (at === index ? { ...each, ...change } : each));
}

function spent(left: Budget, what: keyof Budget): Budget {
  return { ...left, [what]: left[what] - 1 };
}

function when<T>(condition: boolean, value: () => T): readonly T[] {
  return condition ? [value()] : [];
}

function encodeWorld<Local>(world: World<Local>, words: Words): void {
  encodeTree(world.tree, words);
  words.push(world.clients.length);
  for (const client of world.clients) {
    words.push(client.seat);
    words.push((client.running ? 1 : 0) | (client.connected ? 2 : 0));
    words.push(client.session);
    encodePlain(client.local, words);
  }
  const { resource, left } = world;
  words.push(resource.highest);
  words.push(resource.newestGrant);
  words.push(resource.late ? 1 : 0);
  for (const count of [left.crashes, left.restarts, left.expiries]) words.push(count);
  for (const count of [left.lostReplies, left.cancels, left.remakes]) words.push(count);
}

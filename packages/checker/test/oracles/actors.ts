import type { Model } from '@menagerie/checker';
import { Words } from '@menagerie/contract';
import { replaced } from './count.ts';

// Actors that send messages, and clients that write once and then read, as Stateright models them:
// messages in any order, each delivered at most once, and what is of no effect not at all.

export type Message =
  | { readonly type: 'put'; readonly request: number; readonly value: string }
  | { readonly type: 'get'; readonly request: number }
  | { readonly type: 'putOk'; readonly request: number }
  | { readonly type: 'getOk'; readonly request: number; readonly value: string }
  | { readonly type: 'internal'; readonly body: unknown };

export interface Envelope {
  readonly from: number;
  readonly to: number;
  readonly message: Message;
}

export type Send = (to: number, message: Message) => void;

/** A server: what it becomes by a message, or `null` where it takes no notice. */
export interface Server<State> {
  start(self: number): State;
  receive(self: number, state: State, from: number, message: Message, send: Send): State | null;
}

interface Client {
  /** The request that it waits for, or `null`. */
  readonly awaiting: number | null;
  readonly operations: number;
}

interface Call {
  readonly write: string | null;
  /** By client, how many of its operations were complete when this one began. */
  readonly after: readonly number[];
  /** What a read returned, or that a write is done. */
  readonly result: string | null;
}

export interface System<State> {
  readonly servers: readonly State[];
  readonly clients: readonly Client[];
  readonly network: readonly Envelope[];
  /** By client, its operations; the last may be under way. */
  readonly history: readonly (readonly Call[])[];
}

const UNWRITTEN = '';
const WRITTEN = 'written';

/** @param judge told of each state as its successors are asked for; `true` ends it there */
export function actorModel<State>(
  server: Server<State>,
  servers: number,
  clients: number,
  judge: (system: System<State>) => boolean = () => false,
): Model<System<State>> {
  const words = new Words();
  return {
    name: 'actors',
    starts: () => [startOf(server, servers, clients)],
    successors: (system, next) => {
      if (judge(system)) return;
      const seen = new Set<string>();
      for (const envelope of inOrder(system.network)) {
        const key = JSON.stringify(envelope);
        if (seen.has(key)) continue;
        seen.add(key);
        const after = delivered(server, system, envelope);
        if (after !== null) next(envelope.message.type, after);
      }
    },
    encode: ({ servers: states, clients: waiting, network, history }, into) => {
      words.clear();
      const messages = network.map((envelope) => JSON.stringify(envelope)).toSorted();
      const text = JSON.stringify([states, waiting, messages, history]);
      for (let i = 0; i < text.length; i += 1) into.push(text.charCodeAt(i));
    },
    properties: [],
  };
}

function startOf<State>(server: Server<State>, servers: number, clients: number): System<State> {
  const ids = Array.from({ length: clients }, (_, i) => servers + i);
  return {
    servers: Array.from({ length: servers }, (_, id) => server.start(id)),
    clients: ids.map((id) => ({ awaiting: id, operations: 1 })),
    network: ids.map((id, i) => ({
      from: id,
      to: id % servers,
      message: { type: 'put', request: id, value: String.fromCharCode(65 + i) },
    })),
    history: ids.map((_, i) => [
      { write: String.fromCharCode(65 + i), after: ids.map(() => 0), result: null },
    ]),
  };
}

function delivered<State>(
  server: Server<State>,
  system: System<State>,
  envelope: Envelope,
): System<State> | null {
  const { from, to, message } = envelope;
  const count = system.servers.length;
  const network = withoutOne(system.network, envelope);
  if (to >= count) return answered({ ...system, network }, to - count, message);
  const before = system.servers[to];
  if (before === undefined) return null;
  const sent: Envelope[] = [];
  const after = server.receive(to, before, from, message, (target, body) => {
    sent.push({ from: to, to: target, message: body });
  });
  if (after === null && sent.length === 0) return null;
  const servers = replaced(system.servers, to, after ?? before);
  return { ...system, servers, network: [...network, ...sent] };
}

/** A client that waited for this reads next, if it has written. */
function answered<State>(
  system: System<State>,
  which: number,
  message: Message,
): System<State> | null {
  const { servers, clients, history, network } = system;
  const client = clients[which];
  if (client === undefined || !('request' in message) || message.request !== client.awaiting)
    return null;
  if (message.type !== 'putOk' && message.type !== 'getOk') return null;
  const id = servers.length + which;
  const calls = history[which] ?? [];
  const result = message.type === 'putOk' ? WRITTEN : message.value;
  const done = calls.map((call, i) => (i === calls.length - 1 ? { ...call, result } : call));
  const operations = client.operations + 1;
  if (message.type === 'getOk') {
    return {
      ...system,
      clients: replaced(clients, which, { awaiting: null, operations }),
      history: replaced(history, which, done),
    };
  }
  const request = operations * id;
  const after = history.map((each, i) =>
    i === which ? 0 : each.filter((call) => call.result !== null).length,
  );
  return {
    servers,
    clients: replaced(clients, which, { awaiting: request, operations }),
    network: [
      ...network,
      {
        from: id,
        to: (id + client.operations) % servers.length,
        message: { type: 'get', request },
      },
    ],
    history: replaced(history, which, [...done, { write: null, after, result: null }]),
  };
}

/** Whether some order of the operations, one at a time, explains what the clients were told. */
export function isLinearizable(
  history: System<unknown>['history'],
  done: readonly number[] = history.map(() => 0),
  value: string = UNWRITTEN,
): boolean {
  const isOver = history.every((calls, i) =>
    calls.slice(done[i]).every(({ result }) => result === null),
  );
  if (isOver) return true;
  return history.some((calls, i) => {
    const call = calls[done[i] ?? 0];
    if (call === undefined || call.after.some((count, other) => count > (done[other] ?? 0)))
      return false;
    if (call.write === null && call.result !== null && call.result !== value) return false;
    const further = replaced(done, i, (done[i] ?? 0) + 1);
    return isLinearizable(history, further, call.write ?? value);
  });
}

/** Whether a read is about to return a value that somebody wrote. */
export function isValueRead({ network }: System<unknown>): boolean {
  return network.some(({ message }) => message.type === 'getOk' && message.value !== UNWRITTEN);
}

const ORDER = ['internal', 'put', 'get', 'putOk', 'getOk'];

function inOrder(network: readonly Envelope[]): readonly Envelope[] {
  return network.toSorted(
    (a, b) =>
      a.from - b.from ||
      a.to - b.to ||
      ORDER.indexOf(a.message.type) - ORDER.indexOf(b.message.type),
  );
}

function withoutOne(network: readonly Envelope[], envelope: Envelope): readonly Envelope[] {
  const at = network.indexOf(envelope);
  return network.filter((_, i) => i !== at);
}

// Clients of a register as Stateright models them: each writes once and then reads, and what they
// saw is part of the state.

/** What clients and servers say to each other; `Body` is what servers say among themselves. */
export type Message<Body> =
  | { readonly type: 'internal'; readonly body: Body }
  | { readonly type: 'put'; readonly request: number; readonly value: string }
  | { readonly type: 'get'; readonly request: number }
  | { readonly type: 'putOk'; readonly request: number }
  | { readonly type: 'getOk'; readonly request: number; readonly value: string };

export interface Client {
  /** The request that it waits for, or `null`. */
  readonly awaiting: number | null;
  readonly operations: number;
  /** What it asked for; the last may be under way. */
  readonly calls: readonly Call[];
}

interface Call {
  readonly write: string | null;
  /** By client, how many of its operations were complete when this one began. */
  readonly after: readonly number[];
  /** What a read returned, or that a write is done; `null` while it is under way. */
  readonly result: string | null;
}

/** What is in a register before anything is written. */
export const UNWRITTEN = '';
const WRITTEN = 'written';

/** The write with which a client begins. */
export function firstRequest(servers: number, which: number): Message<never> {
  return { type: 'put', request: servers + which, value: nameOf(which) };
}

/** Clients that have each asked for their write. */
export function startingClients(servers: number, clients: number): readonly Client[] {
  const nobody = new Array<number>(clients).fill(0);
  return nobody.map((_, which) => ({
    awaiting: servers + which,
    operations: 1,
    calls: [{ write: nameOf(which), after: nobody, result: null }],
  }));
}

/**
 * What clients become by an answer, and the request that follows it, if any; `null` where nobody
 * has waited for it. Who has written reads next, from the next server.
 */
export function answered(
  clients: readonly Client[],
  servers: number,
  which: number,
  message: Message<unknown>,
): {
  readonly clients: readonly Client[];
  readonly to: number;
  readonly get: number | null;
} | null {
  const client = clients[which];
  if (client === undefined) return null;
  if (message.type !== 'putOk' && message.type !== 'getOk') return null;
  if (message.request !== client.awaiting) return null;
  const result = message.type === 'putOk' ? WRITTEN : message.value;
  const calls = client.calls.map((call) => (call.result === null ? { ...call, result } : call));
  const operations = client.operations + 1;
  const id = servers + which;
  const to = (id + client.operations) % servers;
  if (message.type === 'getOk') {
    const done = { awaiting: null, operations, calls };
    return { clients: clients.with(which, done), to, get: null };
  }
  const request = operations * id;
  const after = clients.map((each, i) =>
    i === which ? 0 : each.calls.filter((call) => call.result !== null).length,
  );
  const reading = {
    awaiting: request,
    operations,
    calls: [...calls, { write: null, after, result: null }],
  };
  return { clients: clients.with(which, reading), to, get: request };
}

/** Whether some order of the operations, one at a time, explains what the clients were told. */
export function isLinearizable(
  clients: readonly Client[],
  done: readonly number[] = clients.map(() => 0),
  value: string = UNWRITTEN,
): boolean {
  const isOver = clients.every(({ calls }, i) =>
    calls.slice(done[i]).every(({ result }) => result === null),
  );
  if (isOver) return true;
  return clients.some(({ calls }, i) => {
    const at = done[i] ?? 0;
    const call = calls[at];
    if (call === undefined || call.after.some((count, other) => count > (done[other] ?? 0)))
      return false;
    if (call.write === null && call.result !== null && call.result !== value) return false;
    return isLinearizable(clients, done.with(i, at + 1), call.write ?? value);
  });
}

function nameOf(which: number): string {
  return String.fromCharCode(65 + which);
}

import type { NextRows, RowModel } from '@menagerie/checker';
import { Interned } from './interned.ts';
import {
  answered,
  type Client,
  firstRequest,
  isLinearizable,
  type Message,
  startingClients,
  UNWRITTEN,
} from './register-clients.ts';

// Servers of a register, as Stateright models them: messages in any order, each delivered at most
// once, and what is of no effect not at all. Each state of a server, each message, and all that
// clients know has a number, so what a server makes of a message is worked out once.

export type Send<Body> = (to: number, message: Message<Body>) => void;

/** A server: what it becomes by a message, or `null` where it takes no notice. */
export interface Server<State, Body> {
  start(self: number): State;
  receive(
    self: number,
    state: State,
    from: number,
    message: Message<Body>,
    send: Send<Body>,
  ): State | null;
}

/** Servers and clients together are at most 16. */
export interface ActorBounds {
  readonly servers: number;
  readonly clients: number;
  /** Messages that may be under way at once. */
  readonly room: number;
}

interface Envelope<Body> {
  readonly from: number;
  readonly to: number;
  readonly message: Message<Body>;
}

/** What a delivery comes to: the number of what the receiver becomes, and of what it sends. */
interface Delivery {
  readonly becomes: number;
  readonly sent: readonly number[];
}

const TYPES = ['internal', 'put', 'get', 'putOk', 'getOk'] as const;

/** Bits of a message's number that say which it is; above are its sender, receiver and type. */
const SERIAL_BITS = 20;

/**
 * A row is the states of the servers, then what clients know, then the messages under way in the
 * order of their numbers, which is the order in which Stateright delivers; 0 is no message.
 */
export class Actors<State, Body> implements RowModel {
  readonly name: string;
  readonly width: number;
  readonly properties: RowModel['properties'];
  readonly #server: Server<State, Body>;
  readonly #bounds: ActorBounds;
  readonly #states = new Interned<State>();
  readonly #clients = new Interned<readonly Client[]>();
  readonly #envelopes = new Interned<Envelope<Body>>();
  /** By message and by what its receiver is. */
  readonly #deliveries: (Delivery | null)[][] = [];
  readonly #verdicts: boolean[] = [];

  constructor(name: string, server: Server<State, Body>, bounds: ActorBounds) {
    this.name = `${name}, ${bounds.servers} servers, ${bounds.clients} clients`;
    this.width = bounds.servers + 1 + bounds.room;
    this.#server = server;
    this.#bounds = bounds;
    this.properties = [
      { name: 'linearizable', kind: 'always', holds: (row) => this.isLinearizable(row) },
      { name: 'a value is read', kind: 'sometimes', holds: (row) => this.isValueRead(row) },
    ];
  }

  starts(next: NextRows): void {
    const { servers, clients } = this.#bounds;
    const row = next.copy();
    for (let i = 0; i < servers; i += 1) row[i] = this.#states.numberOf(this.#server.start(i));
    row[servers] = this.#clients.numberOf(startingClients(servers, clients));
    for (let i = 0; i < clients; i += 1) {
      const id = servers + i;
      const message = firstRequest(servers, i);
      this.#put(row, this.#numberOf({ from: id, to: id % servers, message }));
    }
    next.offer('start');
  }

  successors(row: Int32Array, next: NextRows): void {
    const { servers } = this.#bounds;
    for (let at = servers + 1; at < this.width; at += 1) {
      const number = row[at] ?? 0;
      if (number === 0) break;
      // Of equal messages it does not matter which arrives.
      if (number === row[at - 1]) continue;
      const place = Math.min(receiverOf(number), servers);
      const delivery = this.#deliver(number, row[place] ?? 0);
      if (delivery === null) continue;
      const copy = next.copy();
      copy[place] = delivery.becomes;
      takeOut(copy, at);
      for (const each of delivery.sent) this.#put(copy, each);
      next.offer(TYPES[typeOf(number)] ?? '');
    }
  }

  /** Whether an order of the operations explains what clients saw; worked out once for each. */
  isLinearizable(row: Int32Array): boolean {
    const number = row[this.#bounds.servers] ?? 0;
    const known = this.#verdicts[number];
    if (known !== undefined) return known;
    const verdict = isLinearizable(this.#clients.valueOf(number));
    this.#verdicts[number] = verdict;
    return verdict;
  }

  /** Whether a read is about to return a value that somebody wrote. */
  isValueRead(row: Int32Array): boolean {
    return row
      .subarray(this.#bounds.servers + 1)
      .some((number) => number !== 0 && isValue(this.#envelopeOf(number).message));
  }

  #deliver(number: number, receiver: number): Delivery | null {
    const serial = serialOf(number);
    const known = (this.#deliveries[serial] ??= []);
    const before = known[receiver];
    if (before !== undefined) return before;
    const envelope = this.#envelopeOf(number);
    const delivery =
      envelope.to < this.#bounds.servers
        ? this.#toServer(envelope, this.#states.valueOf(receiver))
        : this.#toClient(envelope, this.#clients.valueOf(receiver));
    known[receiver] = delivery;
    return delivery;
  }

  #toServer({ from, to, message }: Envelope<Body>, state: State): Delivery | null {
    const sent: number[] = [];
    const after = this.#server.receive(to, state, from, message, (target, body) => {
      sent.push(this.#numberOf({ from: to, to: target, message: body }));
    });
    if (after === null && sent.length === 0) return null;
    return { becomes: this.#states.numberOf(after ?? state), sent };
  }

  #toClient({ to, message }: Envelope<Body>, clients: readonly Client[]): Delivery | null {
    const { servers } = this.#bounds;
    const answer = answered(clients, servers, to - servers, message);
    if (answer === null) return null;
    const becomes = this.#clients.numberOf(answer.clients);
    if (answer.get === null) return { becomes, sent: [] };
    const get = { type: 'get', request: answer.get } as const;
    return { becomes, sent: [this.#numberOf({ from: to, to: answer.to, message: get })] };
  }

  #numberOf(envelope: Envelope<Body>): number {
    const { from, to, message } = envelope;
    const order = (((from << 4) | to) << 3) | TYPES.indexOf(message.type);
    return (order << SERIAL_BITS) | this.#envelopes.numberOf(envelope);
  }

  #envelopeOf(number: number): Envelope<Body> {
    return this.#envelopes.valueOf(serialOf(number));
  }

  /** Puts a message among those under way, in its place. */
  #put(row: Int32Array, number: number): void {
    let at = this.width - 1;
    if (row[at] !== 0) {
      throw new RangeError(
        `${this.name}: more than ${this.#bounds.room} messages are under way. Give it more room.`,
      );
    }
    const first = this.#bounds.servers + 1;
    for (; at > first; at -= 1) {
      const before = row[at - 1] ?? 0;
      if (before !== 0 && before <= number) break;
      row[at] = before;
    }
    row[at] = number;
  }
}

/** Takes a message out; those behind it move up. */
function takeOut(row: Int32Array, from: number): void {
  let at = from;
  for (; at + 1 < row.length && row[at] !== 0; at += 1) row[at] = row[at + 1] ?? 0;
  row[at] = 0;
}

function serialOf(number: number): number {
  return number & ((1 << SERIAL_BITS) - 1);
}

function typeOf(number: number): number {
  return (number >> SERIAL_BITS) & 7;
}

function receiverOf(number: number): number {
  return (number >> (SERIAL_BITS + 3)) & 15;
}

function isValue(message: Message<unknown>): boolean {
  return message.type === 'getOk' && message.value !== UNWRITTEN;
}

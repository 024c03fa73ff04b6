import type { TraceEvent } from '@menagerie/server';
import type { MessageRow } from '../../model/frame.ts';

/** How long a message is drawn under way. On one machine it takes less than a picture does. */
export const FLIGHT_MS = 600;
/** Behind what is known a picture may lag, so that each message leaves after what made it leave came. */
const MOST_LAG_MS = 3000;

interface Flight extends MessageRow {
  /** The event of its sending, by the sender's number; `null` where that was not seen. */
  readonly cause: number | null;
  arrived: boolean;
}

/** Messages that go on whether anything happens or not. */
const HEARTBEATS: readonly string[] = ['PING', 'PONG', 'Heartbeat', 'HeartbeatAnswer'];

/**
 * Messages under way, at the places where they are drawn. When each left and came is measured, but
 * too near together to be seen: so all are drawn as long under way, and what a message brought about
 * leaves after it has come, as it did.
 */
export class Flights {
  readonly #flights: Flight[] = [];
  /** When a server has, in the picture, all that it had received by now. */
  readonly #busyUntil = new Map<number, number>();
  readonly #kinds: ReadonlyMap<string, number>;
  /** From the clock of the servers to that of the picture. */
  #offset = Number.NEGATIVE_INFINITY;
  #nth = 0;
  showsHeartbeats = false;

  /** @param kinds the code of each kind of message, by its name */
  constructor(kinds: ReadonlyMap<string, number>) {
    this.#kinds = kinds;
  }

  /** Something that a server did, heard of at a time of the picture. */
  take(server: number, { at, body, clock }: TraceEvent, now: number): void {
    this.#offset = Math.max(this.#offset, now - at);
    if (body.type === 'sent') {
      if (!this.#isShown(body.kind)) return;
      const place = { from: server, to: body.to, cause: clock[server] ?? null };
      this.#add(place, body.kind, body.epoch, this.#leaves(server, at, body.kind), false);
    } else if (body.type === 'received') this.#arrived(server, body, at);
  }

  /** A write that a server handed to the leader: how it went there is not measured. */
  hand(from: number, to: number, epoch: number, at: number): void {
    const sentAt = this.#leaves(from, at, '');
    this.#add({ from, to, cause: null }, 'WISH', epoch, sentAt, false);
    this.#busyUntil.set(to, Math.max(this.#busyUntil.get(to) ?? 0, sentAt + FLIGHT_MS));
  }

  /** Those to be drawn at a time of the picture. `doomed` are those of which one end is inferred. */
  at(now: number): MessageRow[] {
    const stale = this.#flights.findIndex(({ dueAt }) => dueAt > now);
    this.#flights.splice(0, stale < 0 ? this.#flights.length : stale);
    return this.#flights
      .filter(({ sentAt, dueAt }) => sentAt <= now && dueAt > now)
      .map((flight) => ({ ...flight, doomed: flight.doomed || !flight.arrived }));
  }

  clear(): void {
    this.#flights.length = 0;
    this.#busyUntil.clear();
  }

  #isShown(kind: string): boolean {
    return this.showsHeartbeats || !HEARTBEATS.includes(kind);
  }

  #leaves(server: number, at: number, kind: string): number {
    const earliest = at + this.#offset;
    if (HEARTBEATS.includes(kind)) return earliest;
    const after = this.#busyUntil.get(server) ?? 0;
    return after > earliest + MOST_LAG_MS ? earliest : Math.max(earliest, after);
  }

  #arrived(
    server: number,
    { from, cause, kind, epoch }: TraceEvent['body'] & { readonly type: 'received' },
    at: number,
  ): void {
    if (!this.#isShown(kind)) return;
    let flight = this.#flights.find(
      (one) => one.from === from && one.to === server && one.cause === cause && cause !== null,
    );
    if (flight === undefined) {
      // Who sent it tells nothing, or was not heard yet.
      const sentAt = Math.max(at + this.#offset, this.#busyUntil.get(from) ?? 0);
      flight = this.#add({ from, to: server, cause }, kind, epoch, sentAt, cause === null);
    }
    flight.arrived = true;
    if (!HEARTBEATS.includes(kind)) {
      this.#busyUntil.set(server, Math.max(this.#busyUntil.get(server) ?? 0, flight.dueAt));
    }
  }

  #add(
    place: Pick<Flight, 'from' | 'to' | 'cause'>,
    kind: string,
    epoch: number | null,
    sentAt: number,
    doomed: boolean,
  ): Flight {
    const same = this.#flights.find(
      ({ from, to, cause }) =>
        cause !== null && cause === place.cause && from === place.from && to === place.to,
    );
    if (same !== undefined) return same;
    this.#nth += 1;
    const code = this.#kinds.get(kind) ?? this.#kinds.get('WISH') ?? 0;
    const dueAt = sentAt + FLIGHT_MS;
    const flight: Flight = {
      ...place,
      nth: this.#nth,
      copy: 0,
      kind: code,
      epoch: epoch ?? 0,
      doomed,
      sentAt,
      dueAt,
      arrived: false,
    };
    const before = this.#flights.findLastIndex((one) => one.dueAt <= dueAt);
    this.#flights.splice(before + 1, 0, flight);
    if (this.#flights.length > MOST_FLIGHTS) this.#flights.shift();
    return flight;
  }
}

const MOST_FLIGHTS = 300;

import type { EventId, ServerId, Shape } from '@menagerie/contract';
import type { MessageName } from '../decision.ts';

/**
 * A message in flight. It never changes once it is under way; a new due time is a new flight of
 * the same name, so that copies of a world may share their flights.
 */
export interface Flight<S extends Shape> extends MessageName {
  readonly message: S['message'];
  readonly sentAt: number;
  /** The `sent` or `duplicated` event; -1 without a trace. */
  readonly event: EventId;
  /** The number that the next duplicate of this message gets. */
  readonly nextCopy: number;
  /** Set by the driver as the message leaves; the world itself does not look at it. */
  dueAt: number;
  /** Set by the driver as the message leaves: it will be lost when due. */
  doomed: boolean;
}

/** The links between the servers: what is in flight on each, how much was sent, which are cut. */
export class Network<S extends Shape> {
  readonly servers: number;
  /** In flight by link, in the order of names. */
  readonly #links: Flight<S>[][];
  readonly #sent: number[];
  /** `cuts[from]` as a bit mask of `to`. */
  readonly cuts: number[];
  #inFlight = 0;

  constructor(servers: number, from?: Network<S>) {
    this.servers = servers;
    const links = servers * servers;
    const zeros = (length: number): number[] => Array.from({ length }, () => 0);
    this.#links =
      from === undefined
        ? Array.from({ length: links }, () => [])
        : from.#links.map((link) => link.slice());
    this.#sent = from === undefined ? zeros(links) : from.#sent.slice();
    this.cuts = from === undefined ? zeros(servers) : from.cuts.slice();
    this.#inFlight = from === undefined ? 0 : from.#inFlight;
  }

  clone(): Network<S> {
    return new Network(this.servers, this);
  }

  /** How many messages are in flight, duplicates included. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** How many messages were ever sent on the link, duplicates not counted. */
  sent(from: ServerId, to: ServerId): number {
    return this.#sent[from * this.servers + to] ?? 0;
  }

  isCut(from: ServerId, to: ServerId): boolean {
    return ((this.cuts[from] ?? 0) & (1 << to)) !== 0;
  }

  setCut(from: ServerId, to: ServerId, cut: boolean): void {
    const mask = this.cuts[from] ?? 0;
    this.cuts[from] = cut ? mask | (1 << to) : mask & ~(1 << to);
  }

  find(name: MessageName): Flight<S> | undefined {
    const link = this.#links[name.from * this.servers + name.to];
    if (link === undefined) return undefined;
    for (const flight of link) {
      if (flight.nth === name.nth && flight.copy === name.copy) return flight;
    }
    return undefined;
  }

  /** What is in flight from one server to another, in the order of names. */
  between(from: ServerId, to: ServerId): readonly Flight<S>[] {
    return this.#links[from * this.servers + to] ?? [];
  }

  send(
    from: ServerId,
    to: ServerId,
    message: S['message'],
    sentAt: number,
    event: EventId,
  ): Flight<S> {
    const at = from * this.servers + to;
    const nth = this.#sent[at] ?? 0;
    this.#sent[at] = nth + 1;
    const flight: Flight<S> = {
      from,
      to,
      nth,
      copy: 0,
      message,
      sentAt,
      event,
      nextCopy: 1,
      dueAt: sentAt,
      doomed: false,
    };
    this.#links[at]?.push(flight);
    this.#inFlight += 1;
    return flight;
  }

  /** A second flight of the same message, under a name that was never used. */
  duplicate(original: Flight<S>, at: number, event: EventId): Flight<S> {
    const link = this.#links[original.from * this.servers + original.to] ?? [];
    const copy = original.nextCopy;
    // Every sibling in flight must know the next free number: any of them may be duplicated next.
    for (const [i, flight] of link.entries()) {
      if (flight.nth === original.nth) link[i] = { ...flight, nextCopy: copy + 1 };
    }
    const flight = { ...original, copy, event, sentAt: at, nextCopy: copy + 1, doomed: false };
    let place = link.length;
    while (place > 0 && (link[place - 1]?.nth ?? 0) > flight.nth) place -= 1;
    link.splice(place, 0, flight);
    this.#inFlight += 1;
    return flight;
  }

  remove(flight: Flight<S>): void {
    const link = this.#links[flight.from * this.servers + flight.to] ?? [];
    const at = link.indexOf(flight);
    if (at >= 0) this.#inFlight -= 1;
    if (at === 0) link.shift();
    else if (at > 0) link.splice(at, 1);
  }

  /** Gives a message in flight another due time. */
  reschedule(name: MessageName, dueAt: number): Flight<S> | undefined {
    const flight = this.find(name);
    if (flight === undefined) return undefined;
    const link = this.#links[flight.from * this.servers + flight.to] ?? [];
    const moved = { ...flight, dueAt };
    link[link.indexOf(flight)] = moved;
    return moved;
  }

  /** What a server sent to itself dies with it. */
  clearLocal(server: ServerId): void {
    const link = this.#links[server * this.servers + server];
    if (link === undefined) return;
    this.#inFlight -= link.length;
    link.length = 0;
  }
}

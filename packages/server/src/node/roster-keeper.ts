import {
  type Contents,
  type Log,
  membersNamedIn,
  placesOf,
  type Roster,
  type Rosters,
  rosterText,
  textOf,
  utf8Of,
} from '@menagerie/server';
import { Addresses } from './addresses.ts';
import type { ClientAddress } from './client-door.ts';
import type { Layout } from './layout.ts';
import type { ServerOptions } from './options.ts';
import type { Peers } from './peers/peers.ts';
import type { Whereabouts } from './peers/peers-parts.ts';

/** What keeping a configuration takes. */
export interface RosterKeeperParts {
  readonly layout: Layout;
  readonly rosters: Rosters;
  readonly log: Log;
  readonly options: Pick<ServerOptions, 'rosterChanged'>;
  /** What was in the log at the start, and behind the tree. */
  undelivered(): Contents['entries'];
  /** Through which index it is delivered by now. */
  delivered(): number;
  tell(to: number, bytes: Uint8Array): void;
  /** Clients are to find this server there. */
  moveClients(to: ClientAddress): void;
  links(): Peers;
  /** What another server says of the configuration. */
  heard(from: number, told: Roster): void;
}

/** Has a server speak to those of the newest configuration, and spreads what it knows of it. */
export class RosterKeeper {
  readonly #parts: RosterKeeperParts;
  readonly #addresses: Addresses;
  /** Which configuration was dealt with, by what it says. */
  #dealt: string | null;
  /** The version of the newest configuration that is logged. */
  #said = 0n;
  #kept: Promise<void> = Promise.resolve();
  /** What was in the log at the start ends here. */
  readonly #last: number;

  constructor(parts: RosterKeeperParts) {
    const { layout, rosters } = parts;
    this.#parts = parts;
    const undelivered = rosters.isOn ? parts.undelivered() : [];
    const named = membersNamedIn(undelivered.map(({ data }) => data));
    const last = undelivered.at(-1)?.index ?? 0;
    this.#last = last;
    this.#dealt = rosters.active === null ? null : rosterText(rosters.active);
    this.#addresses = new Addresses({
      self: layout.self,
      members: layout.members,
      active: () => rosters.active,
      planned: () => rosters.plan?.members ?? [],
      named: () => (parts.delivered() < last ? named : []),
    });
  }

  get whereabouts(): Whereabouts {
    const { layout } = this.#parts;
    if (this.#isOn) return { addresses: this.#addresses.all, homes: this.#addresses.homes() };
    const all = layout.members.map(({ host, port }) => ({ host, port }));
    return { addresses: new Map(all.entries()), homes: all.slice(layout.self, layout.self + 1) };
  }

  /** Who votes, by their places. */
  get voters(): readonly number[] {
    const { layout, rosters } = this.#parts;
    if (this.#isOn) return placesOf(rosters.active ?? layout, 'participant');
    return [...layout.members.keys()].filter((at) => layout.members[at]?.role === 'participant');
  }

  /** The configuration, or what is planned, is another one. */
  changed(): void {
    const { rosters } = this.#parts;
    const { active } = rosters;
    const text = active === null ? null : rosterText(active);
    if (active !== null && text !== this.#dealt) {
      this.#dealt = text;
      this.#kept = this.#keep(active);
      this.#move(active);
    }
    if (!this.#isOn) return;
    this.#say();
    this.#parts.links().update(this.whereabouts);
    for (const peer of this.#parts.links().reached) this.met(peer);
  }

  /** @throws SpecError for what no server says */
  heard(from: number, bytes: Uint8Array): void {
    if (!this.#isOn) return;
    const told = this.#addresses.heard(from, textOf(bytes));
    this.#say();
    this.#parts.links().update(this.whereabouts);
    this.#parts.heard(from, told);
  }

  /** Another server can be spoken to. */
  met(peer: number): void {
    if (this.#isOn) this.#parts.tell(peer, utf8Of(this.#addresses.told));
  }

  left(peer: number): void {
    this.#addresses.left(peer);
    if (this.#isOn) this.#parts.links().update(this.whereabouts);
  }

  /** Waits until what is in force is written down. */
  async close(): Promise<void> {
    await this.#kept;
  }

  get #isOn(): boolean {
    return this.#parts.rosters.isOn;
  }

  /** What was in force before the last start does not count: the server was started where it is. */
  #move({ members }: Roster): void {
    const { layout } = this.#parts;
    const id = layout.idOf(layout.self);
    const client = members.find((member) => member.id === id)?.client ?? null;
    if (client !== null && this.#parts.delivered() >= this.#last) this.#parts.moveClients(client);
  }

  async #keep(active: Roster): Promise<void> {
    const { log, options } = this.#parts;
    try {
      await options.rosterChanged?.(active);
    } catch (err) {
      log.warn({ err }, 'the configuration could not be written down for the next start');
    }
  }

  /** Who is removed hears of it from the others alone, where its core is told no more. */
  #say(): void {
    const { log, layout } = this.#parts;
    const { newest } = this.#addresses;
    if (newest === null || newest.version === this.#said) return;
    this.#said = newest.version;
    const id = layout.idOf(layout.self);
    const config = rosterText(newest);
    const isMember = newest.members.some((member) => member.id === id);
    if (isMember) log.info({ config }, 'this configuration of the ensemble is in force');
    else log.warn({ config }, 'this server is no member of the ensemble any more: end it');
  }
}

import { placeOf, type Roster, type RosterMember, rosterIn, rosterText } from '@menagerie/server';
import { isSameAddress, type PeerAddress, type Whereabouts } from './peers/peers-parts.ts';

/** What knowing where servers are takes. */
export interface AddressesParts {
  /** The place of this server, and where it is. */
  readonly self: number;
  /** Those that it was started with. */
  readonly members: readonly RosterMember[];
  /** The configuration in force as far as it was delivered here, and the members that are planned. */
  active(): Roster | null;
  planned(): readonly RosterMember[];
  /** Those that the log names behind what was delivered here: they may be needed to commit it. */
  named(): readonly RosterMember[];
}

/**
 * Where other servers are: as the newest configuration says that this server has heard of, from its
 * own log or from another server; else as it was started. A server that was away while all others
 * were exchanged would else never find them. And whoever is not in it, but comes and says where it
 * is, is spoken to as long as it stays: so a new server can take over all data before it belongs.
 */
export class Addresses {
  readonly #parts: AddressesParts;
  #heard: Roster | null = null;
  /** Where this server is to be found, and what the newest configuration says of that. */
  #home: PeerAddress | null = null;
  #known: PeerAddress | null = null;
  readonly #guests = new Map<number, RosterMember>();

  constructor(parts: AddressesParts) {
    this.#parts = parts;
  }

  /** The newest configuration that this server has heard of. */
  get newest(): Roster | null {
    const active = this.#parts.active();
    const heard = this.#heard;
    if (heard === null) return active;
    return active === null || active.version < heard.version ? heard : active;
  }

  /** By places, this server among them. */
  get all(): Whereabouts['addresses'] {
    const parts = this.#parts;
    const { self, members } = parts;
    const known = this.newest?.members ?? members;
    const own = members.filter(({ id }) => placeOf(id) === self);
    const all = [...parts.named(), ...this.#guests.values(), ...own, ...known, ...parts.planned()];
    return new Map(all.map((member) => [placeOf(member.id), addressOf(member)]));
  }

  /**
   * Where this server is to be found. A configuration that is the first that it knows does not move it:
   * others may have another name for where it is. A change of that name does.
   */
  homes(): readonly PeerAddress[] {
    const parts = this.#parts;
    this.#follow(this.#ownIn(this.newest?.members ?? []));
    const coming = [this.#ownIn(parts.named()), this.#ownIn(parts.planned())];
    const all = [this.#home, ...coming.filter((at) => !isSame(at, this.#known))];
    const homes = all.filter((at) => at !== null);
    return homes.filter((at, nth) => homes.findIndex((other) => isSame(at, other)) === nth);
  }

  /** @param known where the newest configuration has this server; `null` where it does not */
  #follow(known: PeerAddress | null): void {
    const isMoved = this.#known !== null && known !== null && !isSame(known, this.#known);
    if (this.#home === null || isMoved) this.#home = known ?? this.#ownIn(this.#parts.members);
    this.#known = known ?? this.#known;
  }

  #ownIn(members: readonly RosterMember[]): PeerAddress | null {
    const own = members.find(({ id }) => placeOf(id) === this.#parts.self);
    return own === undefined ? null : addressOf(own);
  }

  /**
   * What another server says of the configuration and of itself.
   *
   * @returns the configuration; version 0 before the first
   * @throws SpecError for what no server says
   */
  heard(from: number, text: string): Roster {
    const [own = '', roster = ''] = text.split('\n\n');
    const told = rosterIn(roster);
    if (told.version > (this.newest?.version ?? 0n)) this.#heard = told;
    const guest = rosterIn(own).members.find(({ id }) => placeOf(id) === from);
    if (guest !== undefined) this.#guests.set(from, guest);
    return told;
  }

  /** Another server closed its connection. */
  left(peer: number): void {
    this.#guests.delete(peer);
  }

  /** What this server says of the configuration and of itself. */
  get told(): string {
    const { self, members } = this.#parts;
    const own = members.filter(({ id }) => placeOf(id) === self);
    const started = { version: 0n, hierarchy: null };
    const newest = this.newest ?? { ...started, members };
    return `${rosterText({ ...started, members: own })}\n\n${rosterText(newest)}`;
  }
}

function addressOf({ host, port }: RosterMember): PeerAddress {
  return { host, port };
}

function isSame(one: PeerAddress | null, other: PeerAddress | null): boolean {
  return one !== null && other !== null && isSameAddress(one, other);
}

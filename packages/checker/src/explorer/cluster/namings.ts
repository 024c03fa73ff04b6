import type { Permutation, ProtocolSchemas, Scope, ServerId, Shape } from '@menagerie/contract';
import { permutations } from './fingerprint.ts';

/** With more servers the sums of all namings cost more than the states that they save. */
const MOST_SERVERS = 4;

/**
 * The ways of renaming servers under which a scope stays the same: its configuration and its
 * commands. The plain one, `null`, comes first. They are a group: two after one another are one of
 * them, too.
 */
export function namingsOf<S extends Shape>(
  schemas: ProtocolSchemas<S>,
  scope: Scope<S>,
  symmetric: boolean,
): (Permutation | null)[] {
  const { config, commands } = scope;
  if (!symmetric || config.servers > MOST_SERVERS) return [null];
  const kept = permutations(config.servers).filter(
    (by, i) =>
      i > 0 &&
      schemas.config.equals(schemas.config.permute(config, by), config) &&
      commands.every(
        ({ command, to }) =>
          to === undefined && schemas.command.equals(schemas.command.permute(command, by), command),
      ),
  );
  return [null, ...kept];
}

/** The plain naming, which leaves every name as it is. */
export const PLAIN = 0;

/** Namings by their positions in a list, and what comes of one after another. */
export class Namings {
  readonly all: readonly (Permutation | null)[];
  readonly count: number;
  /** So many bits hold a naming. */
  readonly shift: number;
  /** Has ones in these bits. */
  readonly mask: number;
  /** The one that does what two do one after the other: at `first << shift | second`. */
  readonly composed: Uint8Array;
  /** The one that takes back what each does. */
  readonly inverse: Uint8Array;
  /** Which server each place comes from under each naming: at `naming * servers + place`. */
  readonly origins: Uint8Array;
  readonly #servers: number;
  /** Where each server goes under each. */
  readonly #renamed: Uint8Array;

  /** @param all a group, the plain naming first */
  constructor(all: readonly (Permutation | null)[], servers: number) {
    this.all = all;
    this.count = all.length;
    this.shift = 32 - Math.clz32(all.length - 1);
    this.mask = (1 << this.shift) - 1;
    this.#servers = servers;
    this.#renamed = new Uint8Array(all.length * servers);
    this.composed = new Uint8Array(1 << (2 * this.shift));
    this.inverse = new Uint8Array(all.length);
    this.origins = new Uint8Array(all.length * servers);
    for (const [naming, by] of all.entries()) {
      for (let id = 0; id < servers; id += 1) {
        const place = by?.[id] ?? id;
        this.#renamed[naming * servers + id] = place;
        this.origins[naming * servers + place] = id;
      }
    }
    this.#compose();
  }

  /** Where a server goes. */
  serverUnder(server: ServerId, naming: number): ServerId {
    return this.#renamed[naming * this.#servers + server] ?? server;
  }

  #compose(): void {
    const places = new Map(this.all.map((_, naming) => [this.#nameOf(naming, PLAIN), naming]));
    for (let first = 0; first < this.count; first += 1) {
      for (let second = 0; second < this.count; second += 1) {
        const both = places.get(this.#nameOf(first, second));
        if (both === undefined) throw new RangeError('these namings are no group');
        this.composed[(first << this.shift) | second] = both;
        if (both === PLAIN) this.inverse[first] = second;
      }
    }
  }

  #nameOf(first: number, second: number): string {
    return Array.from({ length: this.#servers }, (_, id) =>
      this.serverUnder(this.serverUnder(id, first), second),
    ).join(' ');
  }
}

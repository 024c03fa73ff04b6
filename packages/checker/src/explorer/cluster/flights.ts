import type { Permutation, ProtocolSchemas, ServerId, Shape } from '@menagerie/contract';
import { renamedServer } from './cell.ts';
import { KIND } from './fingerprint.ts';
import type { Namings } from './namings.ts';
import { Things } from './things.ts';

/** A message on a link. */
export interface Flight<S extends Shape> {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly message: S['message'];
}

/** Numbers for messages on links. */
export class Flights<S extends Shape> extends Things<Flight<S>> {
  /** Where each message comes from and goes to, by its number. */
  readonly senders: ServerId[] = [];
  readonly destinations: ServerId[] = [];

  constructor(namings: Namings, schemas: ProtocolSchemas<S>) {
    super(namings, {
      kind: KIND.flight,
      encode: ({ from, to, message }, words, naming) => {
        words.push(renamedServer(from, naming));
        words.push(renamedServer(to, naming));
        const named = naming === null ? message : schemas.message.permute(message, naming);
        schemas.message.encode(named, words);
      },
      rename: (flight, by) => renameFlight(schemas, flight, by),
    });
  }

  override numberOf(flight: Flight<S>): number {
    const number = super.numberOf(flight);
    const { shift, mask, inverse, count } = this.orbits.namings;
    const base = number & ~mask;
    if (this.destinations[base] !== undefined) return number;
    const back = inverse[number & mask] ?? 0;
    for (let naming = 0; naming < 1 << shift; naming += 1) {
      this.senders[base | naming] = naming < count ? this.#under(flight.from, back, naming) : 0;
      this.destinations[base | naming] = naming < count ? this.#under(flight.to, back, naming) : 0;
    }
    return number;
  }

  /** Where a server goes under two namings, one after the other. */
  #under(server: ServerId, first: number, second: number): ServerId {
    const { namings } = this.orbits;
    return namings.serverUnder(namings.serverUnder(server, first), second);
  }
}

function renameFlight<S extends Shape>(
  { message: schema }: ProtocolSchemas<S>,
  { from, to, message }: Flight<S>,
  by: Permutation,
): Flight<S> {
  return {
    from: renamedServer(from, by),
    to: renamedServer(to, by),
    message: schema.permute(message, by),
  };
}

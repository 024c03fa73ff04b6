import { Reader, type ServerId, type Shape, Writer } from '@menagerie/contract';
import type { Kernel } from '../kernels/kernel.ts';
import type { Witness } from '../trace/witness.ts';
import type { Place } from './lanes.ts';
import { decodeParcel, encodeParcel, type Parcel } from './parcel.ts';
import { decodeWish, type Wish } from './proposal.ts';
import type { TreeKeeper } from './tree-keeper.ts';

/** Who hears what other servers say. */
export interface MailParts<S extends Shape> {
  readonly kernel: Kernel<S>;
  readonly witness: Witness<S> | null;
  /** May lose it. */
  send(to: ServerId, bytes: Uint8Array): void;
  core(from: ServerId, message: S['message']): void;
  wish(asked: Wish, place: Place): void;
  lost(serial: number): void;
  touched(session: bigint): void;
  /** What another server knows of the configuration. */
  roster(from: ServerId, bytes: Uint8Array): void;
  /** A leader ends. */
  farewell(from: ServerId, successor: ServerId): void;
  trees(): TreeKeeper;
}

/** What servers say to each other, as bytes, and who of a server hears it. */
export class Mail<S extends Shape> {
  readonly #parts: MailParts<S>;

  constructor(parts: MailParts<S>) {
    this.#parts = parts;
  }

  /** Sends a message of the core. */
  core(to: ServerId, message: S['message']): void {
    const { kernel, witness } = this.#parts;
    const writer = new Writer();
    kernel.protocol.schemas.message.write(message, writer);
    const bytes = writer.finish();
    if (witness?.on === true) {
      this.post(to, { type: 'traced', clock: witness.sent(to, message), bytes });
    } else this.post(to, { type: 'core', bytes });
  }

  post(to: ServerId, parcel: Parcel): void {
    this.#parts.send(to, encodeParcel(parcel));
  }

  /** @throws ContractError or JuteError for bytes that no server sends */
  receive(from: ServerId, bytes: Uint8Array): void {
    const parcel = decodeParcel(bytes);
    switch (parcel.type) {
      case 'core':
        this.#toCore(from, parcel.bytes, null);
        break;
      case 'traced':
        this.#toCore(from, parcel.bytes, parcel.clock);
        break;
      case 'wish':
        this.#parts.wish(decodeWish(parcel.bytes), parcel.place);
        break;
      case 'lost':
        this.#parts.lost(parcel.serial);
        break;
      case 'touched':
        for (const session of parcel.sessions) this.#parts.touched(session);
        break;
      case 'roster':
        this.#parts.roster(from, parcel.bytes);
        break;
      case 'farewell':
        this.#parts.farewell(from, parcel.successor);
        break;
      case 'fetch':
        this.#parts.trees().asked(from, parcel);
        break;
      case 'part':
        this.#parts.trees().took(from, parcel);
    }
  }

  #toCore(from: ServerId, bytes: Uint8Array, clock: readonly number[] | null): void {
    const { kernel, witness } = this.#parts;
    const message = kernel.protocol.schemas.message.read(new Reader(bytes));
    if (!this.#parts.trees().understands(from, kernel.snapshotIn(message))) return;
    witness?.received(from, message, clock);
    this.#parts.core(from, message);
  }
}

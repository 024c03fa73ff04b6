import {
  bool,
  buffer,
  type Codec,
  decode,
  Id,
  int,
  JuteReader,
  long,
  record,
  vector,
} from '@menagerie/jute';
import type { WriteRequest } from '@menagerie/znode';
import { SpareWriter } from '../spare-writer.ts';

/** What a proposal asks for. */
export const ProposalKind = {
  /** A new leader begins: see {@link Ledger}. */
  opening: 0,
  /** A client's write, as it came: the whole frame. */
  request: 1,
  createSession: 2,
  closeSession: 3,
  expireSession: 4,
  /** Nothing; but whoever sees it delivered has seen all that was answered before it was proposed. */
  sync: 5,
  /** From here on a session belongs to the connection that asks, and to no other. */
  claimSession: 6,
  /** A container or a TTL znode is to go. Only a leader asks. */
  reap: 7,
  /** A client asks for another configuration of the ensemble: the whole frame. Its plan, at first. */
  reconfig: 8,
  /** What became of such a plan. Only a leader asks. */
  concludeReconfig: 9,
} as const;

export type ProposalKind = (typeof ProposalKind)[keyof typeof ProposalKind];

/** What a server wants delivered on all servers. */
export interface Wish {
  readonly kind: ProposalKind;
  /**
   * The server that waits for it, and the number under which it does. Numbers begin anew with each
   * start, and the log is read again: `boot` tells which start was meant.
   */
  readonly origin: number;
  readonly boot: number;
  readonly serial: number;
  /** Which connection of that start asks; 0 for none. */
  readonly connection: number;
  readonly session: bigint;
  readonly timeoutMs: number;
  /** Of the connection that asks. */
  readonly identities: readonly Id[] | null;
  /**
   * Of a client's write the frame; of an opening sixteen bytes that nobody can guess, and the members
   * that its leader was started with; of what is to go its path and czxid.
   */
  readonly data: Uint8Array | null;
  readonly local: boolean;
  /** What `data` say, where they were read already: it does not travel. */
  readonly request?: WriteRequest | null;
}

/** Wishes as a leader proposes them: all of them are delivered, one after the other, or none. */
export interface Proposal {
  /** Which leadership proposes it. What an earlier one proposed and did not get through is void. */
  readonly opening: number;
  /** Drawn for the opening; no other has it. */
  readonly leadership: bigint;
  /** Which of that leadership it is, from 1; 0 for the opening itself. */
  readonly number: number;
  /** Milliseconds since 1970, of the leader's clock. */
  readonly time: bigint;
  readonly wishes: readonly Wish[] | null;
}

const KINDS: readonly ProposalKind[] = Object.values(ProposalKind);

const kind: Codec<ProposalKind> = {
  read: (reader) => {
    const value = reader.int();
    const found = KINDS[value];
    if (found === undefined) throw new RangeError(`there is no proposal of kind ${value}`);
    return found;
  },
  write: (writer, value) => writer.int(value),
  leastBytes: 4,
  shape: { type: 'int' },
};

const WishRecord: Codec<Wish> = record<Omit<Wish, 'request'>>(
  'Wish',
  {
    kind,
    origin: int,
    boot: int,
    serial: int,
    connection: int,
    session: long,
    timeoutMs: int,
    identities: vector(Id),
    data: buffer,
    local: bool,
  },
  {
    read: (of, reader) => ({
      kind: of.kind.read(reader),
      origin: of.origin.read(reader),
      boot: of.boot.read(reader),
      serial: of.serial.read(reader),
      connection: of.connection.read(reader),
      session: of.session.read(reader),
      timeoutMs: of.timeoutMs.read(reader),
      identities: of.identities.read(reader),
      data: of.data.read(reader),
      local: of.local.read(reader),
    }),
    write: (of, writer, value) => {
      of.kind.write(writer, value.kind);
      of.origin.write(writer, value.origin);
      of.boot.write(writer, value.boot);
      of.serial.write(writer, value.serial);
      of.connection.write(writer, value.connection);
      of.session.write(writer, value.session);
      of.timeoutMs.write(writer, value.timeoutMs);
      of.identities.write(writer, value.identities);
      of.data.write(writer, value.data);
      of.local.write(writer, value.local);
    },
  },
);

const ProposalRecord = record<Proposal>('Proposal', {
  opening: int,
  leadership: long,
  number: int,
  time: long,
  wishes: vector(WishRecord),
});

const LONGEST = 2 ** 30;

/** The bytes of a wish, for another server. */
export function encodeWish(wish: Wish): Uint8Array {
  return encode(WishRecord, wish);
}

/** @throws JuteError if they are none. Buffers are views into the bytes. */
export function decodeWish(bytes: Uint8Array): Wish {
  return decode(WishRecord, bytes, trusted);
}

/** The bytes of a proposal, for a core. */
export function encodeProposal(proposal: Proposal): Uint8Array {
  return encode(ProposalRecord, proposal);
}

/** @throws JuteError if they are none. Buffers are views into the bytes. */
export function decodeProposal(bytes: Uint8Array): Proposal {
  return decode(ProposalRecord, bytes, trusted);
}

/** What bytes were made of in this process. */
const made = new WeakMap<Uint8Array, Proposal>();

/** {@link encodeProposal} for who is to apply it as well. */
export function makeProposal(proposal: Proposal): Uint8Array {
  const bytes = encodeProposal(proposal);
  made.set(bytes, proposal);
  return bytes;
}

/** {@link decodeProposal}, unless it is known what these very bytes were made of. Tells that once. */
export function proposalIn(bytes: Uint8Array): Proposal {
  const known = made.get(bytes);
  // The bytes stay in the log of the core, and what they were made of would stay with them.
  made.delete(bytes);
  return known ?? decodeProposal(bytes);
}

/** Of servers one takes whatever they have taken of their clients. */
export const trusted: JuteReader = new JuteReader(new Uint8Array(), { maxBytes: LONGEST });

/** A wish before a server has signed it. */
export type Unsigned = Omit<Wish, 'origin' | 'boot' | 'serial'>;

/** A wish of which most is said elsewhere, or not at all. */
export function wish(kind: ProposalKind, parts: Partial<Wish> = {}): Wish {
  return {
    kind,
    origin: 0,
    boot: 0,
    serial: 0,
    connection: 0,
    session: 0n,
    timeoutMs: 0,
    identities: null,
    data: null,
    local: false,
    ...parts,
  };
}

const spare = new SpareWriter();

function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const writer = spare.take();
  codec.write(writer, value);
  // A log keeps thousands of them, and what a writer has in advance would be more than what it wrote.
  return writer.bytes().slice();
}

/** Whether the connection that a session had until then is of no use. */
export function endsConnection(kind: ProposalKind): boolean {
  switch (kind) {
    case ProposalKind.createSession:
    case ProposalKind.claimSession:
    case ProposalKind.expireSession:
      return true;
    default:
      return false;
  }
}

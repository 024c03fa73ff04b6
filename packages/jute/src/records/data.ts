import type { Codec } from '../codec/codec.ts';
import { int, long, ustring } from '../codec/fields.ts';
import { record } from '../codec/record.ts';

/** Who somebody is: a scheme, such as `digest`, and an id in it. Either may be null on the wire. */
export interface Id {
  readonly scheme: string | null;
  readonly id: string | null;
}

/** The codec of {@link Id}. */
export const Id: Codec<Id> = record(
  'Id',
  { scheme: ustring, id: ustring },
  {
    read: (of, reader) => ({ scheme: of.scheme.read(reader), id: of.id.read(reader) }),
    write: (of, writer, value) => {
      of.scheme.write(writer, value.scheme);
      of.id.write(writer, value.id);
    },
  },
);

/** One entry of an access control list: the bits of {@link Perms}, and to whom. */
export interface ACL {
  readonly perms: number;
  readonly id: Id;
}

/** The codec of {@link ACL}. */
export const ACL: Codec<ACL> = record(
  'ACL',
  { perms: int, id: Id },
  {
    read: (of, reader) => ({ perms: of.perms.read(reader), id: of.id.read(reader) }),
    write: (of, writer, value) => {
      of.perms.write(writer, value.perms);
      of.id.write(writer, value.id);
    },
  },
);

/** What there is to know of a znode beside its data. 68 bytes. */
export interface Stat {
  /** The zxid of its creation. */
  readonly czxid: bigint;
  /** The zxid of the last change of its data. */
  readonly mzxid: bigint;
  /** When it was created, in milliseconds since 1970. */
  readonly ctime: bigint;
  /** When its data were last changed, in milliseconds since 1970. */
  readonly mtime: bigint;
  /** Changes of its data. */
  readonly version: number;
  /** Changes of its children. */
  readonly cversion: number;
  /** Changes of its access control list. */
  readonly aversion: number;
  /** The session that it ends with, or 0. */
  readonly ephemeralOwner: bigint;
  readonly dataLength: number;
  readonly numChildren: number;
  /** The zxid of the last creation or deletion of a child. */
  readonly pzxid: bigint;
}

/** The codec of {@link Stat}. */
export const Stat: Codec<Stat> = record(
  'Stat',
  {
    czxid: long,
    mzxid: long,
    ctime: long,
    mtime: long,
    version: int,
    cversion: int,
    aversion: int,
    ephemeralOwner: long,
    dataLength: int,
    numChildren: int,
    pzxid: long,
  },
  {
    read: (of, reader) => ({
      czxid: of.czxid.read(reader),
      mzxid: of.mzxid.read(reader),
      ctime: of.ctime.read(reader),
      mtime: of.mtime.read(reader),
      version: of.version.read(reader),
      cversion: of.cversion.read(reader),
      aversion: of.aversion.read(reader),
      ephemeralOwner: of.ephemeralOwner.read(reader),
      dataLength: of.dataLength.read(reader),
      numChildren: of.numChildren.read(reader),
      pzxid: of.pzxid.read(reader),
    }),
    write: (of, writer, value) => {
      of.czxid.write(writer, value.czxid);
      of.mzxid.write(writer, value.mzxid);
      of.ctime.write(writer, value.ctime);
      of.mtime.write(writer, value.mtime);
      of.version.write(writer, value.version);
      of.cversion.write(writer, value.cversion);
      of.aversion.write(writer, value.aversion);
      of.ephemeralOwner.write(writer, value.ephemeralOwner);
      of.dataLength.write(writer, value.dataLength);
      of.numChildren.write(writer, value.numChildren);
      of.pzxid.write(writer, value.pzxid);
    },
  },
);

/** A {@link Stat} as snapshots have it: without what follows from the tree. 60 bytes. */
export interface StatPersisted {
  readonly czxid: bigint;
  readonly mzxid: bigint;
  readonly ctime: bigint;
  readonly mtime: bigint;
  readonly version: number;
  /** How many children were ever created: not what clients are shown. */
  readonly cversion: number;
  readonly aversion: number;
  /** The session that it ends with; for containers and TTL nodes a mark, for all others 0. */
  readonly ephemeralOwner: bigint;
  readonly pzxid: bigint;
}

/** The codec of {@link StatPersisted}. */
export const StatPersisted: Codec<StatPersisted> = record('StatPersisted', {
  czxid: long,
  mzxid: long,
  ctime: long,
  mtime: long,
  version: int,
  cversion: int,
  aversion: int,
  ephemeralOwner: long,
  pzxid: long,
});

/** One identity of a connection, as whoAmI tells it. */
export interface ClientInfo {
  readonly authScheme: string | null;
  readonly user: string | null;
}

/** The codec of {@link ClientInfo}. */
export const ClientInfo: Codec<ClientInfo> = record('ClientInfo', {
  authScheme: ustring,
  user: ustring,
});

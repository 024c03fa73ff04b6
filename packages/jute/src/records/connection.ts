import type { Codec } from '../codec/codec.ts';
import { bool, buffer, int, long, trailing, ustring } from '../codec/fields.ts';
import { record } from '../codec/record.ts';

/** The first frame of a client; it has no {@link RequestHeader}. */
export interface ConnectRequest {
  /** 0, and ignored. */
  readonly protocolVersion: number;
  /** The greatest zxid that the client has seen. */
  readonly lastZxidSeen: bigint;
  /** The session timeout wished for, in milliseconds. */
  readonly timeOut: number;
  /** 0 asks for a new session. */
  readonly sessionId: bigint;
  /** 16 bytes; zeros, empty or null for a new session. */
  readonly passwd: Uint8Array | null;
  /** Null where the field is absent, which is not the same as false: see {@link ConnectResponse}. */
  readonly readOnly: boolean | null;
}

/** The codec of {@link ConnectRequest}. */
export const ConnectRequest: Codec<ConnectRequest> = record('ConnectRequest', {
  protocolVersion: int,
  lastZxidSeen: long,
  timeOut: int,
  sessionId: long,
  passwd: buffer,
  readOnly: trailing(bool),
});

/** The first frame of a server; it has no {@link ReplyHeader}. */
export interface ConnectResponse {
  readonly protocolVersion: number;
  /** The session timeout agreed on, in milliseconds; 0 where the session has expired. */
  readonly timeOut: number;
  readonly sessionId: bigint;
  /** Exactly 16 bytes: the C client reads a block of that size. */
  readonly passwd: Uint8Array | null;
  /**
   * Not null if and only if the request's was not: the C client waits for the field, and older
   * clients take it for the next frame.
   */
  readonly readOnly: boolean | null;
}

/** The codec of {@link ConnectResponse}. */
export const ConnectResponse: Codec<ConnectResponse> = record('ConnectResponse', {
  protocolVersion: int,
  timeOut: int,
  sessionId: long,
  passwd: buffer,
  readOnly: trailing(bool),
});

/** Stands in front of every request but the first. */
export interface RequestHeader {
  /** Chosen by the client, and echoed: see {@link Xid}. */
  readonly xid: number;
  /** The opcode: see {@link OpCode}. */
  readonly type: number;
}

/** The codec of {@link RequestHeader}. */
export const RequestHeader: Codec<RequestHeader> = record(
  'RequestHeader',
  { xid: int, type: int },
  {
    read: (of, reader) => ({ xid: of.xid.read(reader), type: of.type.read(reader) }),
    write: (of, writer, value) => {
      of.xid.write(writer, value.xid);
      of.type.write(writer, value.type);
    },
  },
);

/** Stands in front of every reply but the first. 16 bytes. */
export interface ReplyHeader {
  readonly xid: number;
  /** The last zxid that the server has applied. */
  readonly zxid: bigint;
  /** See {@link ErrorCode}; a body follows only where it is 0. */
  readonly err: number;
}

/** The codec of {@link ReplyHeader}. */
export const ReplyHeader: Codec<ReplyHeader> = record(
  'ReplyHeader',
  {
    xid: int,
    zxid: long,
    err: int,
  },
  {
    read: (of, reader) => ({
      xid: of.xid.read(reader),
      zxid: of.zxid.read(reader),
      err: of.err.read(reader),
    }),
    write: (of, writer, value) => {
      of.xid.write(writer, value.xid);
      of.zxid.write(writer, value.zxid);
      of.err.write(writer, value.err);
    },
  },
);

/** The body of a notification. */
export interface WatcherEvent {
  /** See {@link EventType}. */
  readonly type: number;
  /** See {@link KeeperState}; always `syncConnected`. */
  readonly state: number;
  readonly path: string | null;
}

/** The codec of {@link WatcherEvent}. */
export const WatcherEvent: Codec<WatcherEvent> = record(
  'WatcherEvent',
  {
    type: int,
    state: int,
    path: ustring,
  },
  {
    read: (of, reader) => ({
      type: of.type.read(reader),
      state: of.state.read(reader),
      path: of.path.read(reader),
    }),
    write: (of, writer, value) => {
      of.type.write(writer, value.type);
      of.state.write(writer, value.state);
      of.path.write(writer, value.path);
    },
  },
);

/** Adds an identity to a connection. */
export interface AuthPacket {
  /** 0, and ignored. */
  readonly type: number;
  readonly scheme: string | null;
  readonly auth: Uint8Array | null;
}

/** The codec of {@link AuthPacket}. */
export const AuthPacket: Codec<AuthPacket> = record('AuthPacket', {
  type: int,
  scheme: ustring,
  auth: buffer,
});

/** One step of SASL, from the client. */
export interface GetSASLRequest {
  readonly token: Uint8Array | null;
}

/** The codec of {@link GetSASLRequest}. */
export const GetSASLRequest: Codec<GetSASLRequest> = record('GetSASLRequest', { token: buffer });

/** One step of SASL, from the server; a null token where SASL is not set up. */
export interface SetSASLResponse {
  readonly token: Uint8Array | null;
}

/** The codec of {@link SetSASLResponse}. */
export const SetSASLResponse: Codec<SetSASLResponse> = record('SetSASLResponse', { token: buffer });

import type { Codec } from './codec/codec.ts';
import { JuteError } from './errors.ts';
import { Xid } from './opcodes.ts';
import {
  type KnownRequest,
  type OperationName,
  operationOf,
  operations,
  type RequestBodies,
  type ResponseBodies,
} from './operations.ts';
import { ReplyHeader, RequestHeader, WatcherEvent } from './records/connection.ts';
import { JuteReader } from './wire/reader.ts';
import type { JuteWriter } from './wire/writer.ts';

/** An opcode that clients may not send: ZooKeeper answers `unimplemented` and closes. */
export interface UnknownRequest {
  readonly type: 'unknown';
  readonly xid: number;
  readonly opcode: number;
}

/** A known opcode with a body that is none: ZooKeeper answers `marshallingError` and goes on. */
export interface MalformedRequest {
  readonly type: 'malformed';
  readonly xid: number;
  readonly opcode: number;
  readonly operation: OperationName;
  readonly error: JuteError;
}

/** What a frame of a client turns out to be, told apart by `type`. */
export type Request = KnownRequest | UnknownRequest | MalformedRequest;

/**
 * What a frame from a client asks for, the first one excepted: that one is a
 * {@link ConnectRequest}. Buffers in it are views into the frame. A reader can be given to be used
 * again, and to bring its limits.
 *
 * @throws {@link JuteError} where the frame has no room for the header: there is no xid to answer.
 */
export function decodeRequest(frame: Uint8Array, reader: JuteReader = new JuteReader()): Request {
  reader.reset(frame);
  const { xid, type: opcode } = RequestHeader.read(reader);
  const operation = operationOf(opcode);
  if (operation === null) return { type: 'unknown', xid, opcode };
  try {
    return operation.readRequest(reader, xid);
  } catch (error) {
    if (!(error instanceof JuteError)) throw error;
    return { type: 'malformed', xid, opcode, operation: operation.type, error };
  }
}

/** Writes a request as a frame behind what the writer has, and gives the frame. */
export function writeRequest<K extends OperationName>(
  writer: JuteWriter,
  type: K,
  xid: number,
  body: RequestBodies[K],
): Uint8Array {
  const { opcode, request } = operations[type];
  writer.begin();
  RequestHeader.write(writer, { xid, type: opcode });
  request.write(writer, body);
  return writer.frame();
}

/** What a server made of a request, told apart by `type`. */
export type Reply<K extends OperationName> =
  | {
      readonly type: 'done';
      readonly xid: number;
      readonly zxid: bigint;
      readonly body: ResponseBodies[K];
    }
  | {
      readonly type: 'failed';
      readonly xid: number;
      readonly zxid: bigint;
      /** Not 0: see {@link ErrorCode}. */
      readonly err: number;
    };

/** The xid of a reply, by which a client knows what was asked and so how to read on. */
export function xidOf(frame: Uint8Array, reader: JuteReader = new JuteReader()): number {
  reader.reset(frame);
  return reader.int();
}

/**
 * What a frame from a server answers to a request of a type.
 *
 * @throws {@link JuteError} where the frame is no such answer.
 */
export function decodeReply<K extends OperationName>(
  frame: Uint8Array,
  type: K,
  reader: JuteReader = new JuteReader(),
): Reply<K> {
  reader.reset(frame);
  const { xid, zxid, err } = ReplyHeader.read(reader);
  if (err !== 0) return { type: 'failed', xid, zxid, err };
  return { type: 'done', xid, zxid, body: operations[type].response.read(reader) };
}

/** Writes the reply to a request that succeeded as a frame, and gives the frame. */
export function writeReply<K extends OperationName>(
  writer: JuteWriter,
  type: K,
  { xid, zxid }: { readonly xid: number; readonly zxid: bigint },
  body: ResponseBodies[K],
): Uint8Array {
  return writeWithHeader(writer, { xid, zxid, err: 0 }, operations[type].response, body);
}

/** Writes the reply to a request that failed as a frame, and gives the frame. */
export function writeFailure(writer: JuteWriter, header: ReplyHeader): Uint8Array {
  writer.begin();
  ReplyHeader.write(writer, header);
  return writer.frame();
}

/** Writes the event of a watch as a frame, and gives the frame. */
export function writeNotification(
  writer: JuteWriter,
  zxid: bigint,
  event: WatcherEvent,
): Uint8Array {
  const header = { xid: Xid.notification, zxid, err: 0 };
  return writeWithHeader(writer, header, WatcherEvent, event);
}

/**
 * The event of a watch, and the zxid that fired it, or -1: of a frame whose xid is
 * `Xid.notification`.
 *
 * @throws {@link JuteError} where the frame is no notification.
 */
export function decodeNotification(
  frame: Uint8Array,
  reader: JuteReader = new JuteReader(),
): { readonly zxid: bigint; readonly event: WatcherEvent } {
  reader.reset(frame);
  const { zxid } = ReplyHeader.read(reader);
  return { zxid, event: WatcherEvent.read(reader) };
}

/** Writes one record as a frame, such as a {@link ConnectRequest}, and gives the frame. */
export function writeFrame<T>(writer: JuteWriter, codec: Codec<T>, value: T): Uint8Array {
  writer.begin();
  codec.write(writer, value);
  return writer.frame();
}

/**
 * Reads one record from a frame, such as a {@link ConnectRequest}.
 *
 * @throws {@link JuteError} where the frame is no such record.
 */
export function decode<T>(
  codec: Codec<T>,
  frame: Uint8Array,
  reader: JuteReader = new JuteReader(),
): T {
  reader.reset(frame);
  return codec.read(reader);
}

function writeWithHeader<T>(
  writer: JuteWriter,
  header: ReplyHeader,
  codec: Codec<T>,
  body: T,
): Uint8Array {
  writer.begin();
  ReplyHeader.write(writer, header);
  codec.write(writer, body);
  return writer.frame();
}

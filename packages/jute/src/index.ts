/**
 * The records and frames of ZooKeeper's client protocol, and the records of its transaction log.
 * Bytes in, values out, and back: no sockets, no sessions, no state of a connection but the frame
 * that is still arriving.
 *
 * ```js
 * import { decodeRequest, FrameSplitter, JuteWriter, writeRequest } from '@menagerie/jute';
 *
 * const writer = new JuteWriter();
 * const frame = writeRequest(writer, 'getData', 7, { path: '/a', watch: true });
 *
 * const splitter = new FrameSplitter();
 * for (const piece of [frame.slice(0, 9), frame.slice(9)]) splitter.push(piece);
 * const request = decodeRequest(splitter.next());
 * if (request.type === 'getData') console.log(request.xid, request.body.path, request.body.watch);
 * ```
 *
 * @packageDocumentation
 */
export type { Codec, Shape } from './codec/codec.ts';
export { bool, buffer, int, long, nothing, trailing, ustring, vector } from './codec/fields.ts';
export { record } from './codec/record.ts';
export type { CodecsOf, Unrolled } from './codec/unrolled.ts';
export { ErrorCode, type ErrorName } from './error-codes.ts';
export { JuteError, type JuteErrorCode, type JutePlace } from './errors.ts';
export { type JuteLimits, MAX_BYTES } from './limits.ts';
export {
  decode,
  decodeNotification,
  decodeReply,
  decodeRequest,
  type MalformedRequest,
  type Reply,
  type Request,
  type UnknownRequest,
  writeFailure,
  writeFrame,
  writeNotification,
  writeReply,
  writeRequest,
  xidOf,
} from './messages.ts';
export {
  AddWatchMode,
  CreateMode,
  type CreateModeTraits,
  createModeTraits,
  EventType,
  KeeperState,
  Perms,
  WatcherType,
} from './modes.ts';
export { OpCode, type OpName, Xid } from './opcodes.ts';
export {
  type AnyOperation,
  type KnownRequest,
  type Operation,
  type OperationName,
  operationOf,
  operations,
  type RequestBodies,
  type RequestOf,
  type ResponseBodies,
} from './operations.ts';
export {
  AuthPacket,
  ConnectRequest,
  ConnectResponse,
  GetSASLRequest,
  ReplyHeader,
  RequestHeader,
  SetSASLResponse,
  WatcherEvent,
} from './records/connection.ts';
export { ACL, ClientInfo, Id, Stat, StatPersisted } from './records/data.ts';
export {
  MultiReadRequest,
  MultiRequest,
  MultiResponse,
  type OpResult,
  type ReadOp,
  type WriteOp,
} from './records/multi.ts';
export {
  ExistsRequest,
  ExistsResponse,
  GetACLRequest,
  GetACLResponse,
  GetAllChildrenNumberRequest,
  GetAllChildrenNumberResponse,
  GetChildren2Response,
  GetChildrenRequest,
  GetChildrenResponse,
  GetDataRequest,
  GetDataResponse,
  GetEphemeralsRequest,
  GetEphemeralsResponse,
  SyncRequest,
  SyncResponse,
  WhoAmIResponse,
} from './records/reads.ts';
export {
  CheckVersionTxn,
  CloseSessionTxn,
  CreateContainerTxn,
  CreateSessionTxn,
  CreateTTLTxn,
  CreateTxn,
  CreateTxnV0,
  DeleteTxn,
  ErrorTxn,
  FileHeader,
  MultiTxn,
  SetACLTxn,
  SetDataTxn,
  SubTxn,
  TxnDigest,
  TxnHeader,
} from './records/transactions.ts';
export {
  AddWatchRequest,
  CheckWatchesRequest,
  ErrorResponse,
  RemoveWatchesRequest,
  SetWatches,
  SetWatches2,
} from './records/watches.ts';
export {
  CheckVersionRequest,
  Create2Response,
  CreateRequest,
  CreateResponse,
  CreateTTLRequest,
  DeleteContainerRequest,
  DeleteRequest,
  ReconfigRequest,
  SetACLRequest,
  SetACLResponse,
  SetDataRequest,
  SetDataResponse,
} from './records/writes.ts';
export {
  type DigestMd5Challenge,
  type DigestMd5Proof,
  type DigestMd5Response,
  digestMd5Proof,
  type Md5,
  readDigestMd5Challenge,
  readDigestMd5Response,
  readDigestMd5Rspauth,
  SASL_HOST,
  SASL_SERVICE,
  writeDigestMd5Challenge,
  writeDigestMd5Response,
  writeDigestMd5Rspauth,
} from './sasl/digest-md5.ts';
export { DigestMd5Error, type DigestMd5ErrorCode } from './sasl/error.ts';
export {
  decodeLogEntry,
  decodeSubTransaction,
  type LogEntry,
  type Transaction,
  type TransactionBodies,
  type TransactionName,
  type TransactionOf,
  type UnknownTransaction,
} from './transactions.ts';
export { JuteReader } from './wire/reader.ts';
export { FrameSplitter, type FrameSplitterOptions } from './wire/splitter.ts';
export { FourLetterWord } from './wire/words.ts';
export { JuteWriter, type JuteWriterOptions } from './wire/writer.ts';

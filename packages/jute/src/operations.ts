import type { Codec } from './codec/codec.ts';
import { nothing } from './codec/fields.ts';
import { OpCode } from './opcodes.ts';
import { AuthPacket, GetSASLRequest, SetSASLResponse } from './records/connection.ts';
import { MultiReadRequest, MultiRequest, MultiResponse } from './records/multi.ts';
import * as reads from './records/reads.ts';
import * as watches from './records/watches.ts';
import * as writes from './records/writes.ts';
import type { JuteReader } from './wire/reader.ts';

/** The body of the request of each operation that a client may send. */
export interface RequestBodies {
  readonly create: writes.CreateRequest;
  readonly delete: writes.DeleteRequest;
  readonly exists: reads.ExistsRequest;
  readonly getData: reads.GetDataRequest;
  readonly setData: writes.SetDataRequest;
  readonly getACL: reads.GetACLRequest;
  readonly setACL: writes.SetACLRequest;
  readonly getChildren: reads.GetChildrenRequest;
  readonly sync: reads.SyncRequest;
  readonly ping: null;
  readonly getChildren2: reads.GetChildrenRequest;
  readonly multi: MultiRequest;
  readonly create2: writes.CreateRequest;
  readonly reconfig: writes.ReconfigRequest;
  readonly checkWatches: watches.CheckWatchesRequest;
  readonly removeWatches: watches.RemoveWatchesRequest;
  readonly createContainer: writes.CreateRequest;
  readonly deleteContainer: writes.DeleteContainerRequest;
  readonly createTTL: writes.CreateTTLRequest;
  readonly multiRead: MultiReadRequest;
  readonly auth: AuthPacket;
  readonly setWatches: watches.SetWatches;
  readonly sasl: GetSASLRequest;
  readonly getEphemerals: reads.GetEphemeralsRequest;
  readonly getAllChildrenNumber: reads.GetAllChildrenNumberRequest;
  readonly setWatches2: watches.SetWatches2;
  readonly addWatch: watches.AddWatchRequest;
  readonly whoAmI: null;
  readonly closeSession: null;
}

/** An operation that a client may send; `check` is none, being one only in a multi. */
export type OperationName = keyof RequestBodies;

/** The body of the reply of each operation, where it succeeds. */
export interface ResponseBodies extends Record<OperationName, unknown> {
  readonly create: writes.CreateResponse;
  readonly delete: null;
  readonly exists: reads.ExistsResponse;
  readonly getData: reads.GetDataResponse;
  readonly setData: writes.SetDataResponse;
  readonly getACL: reads.GetACLResponse;
  readonly setACL: writes.SetACLResponse;
  readonly getChildren: reads.GetChildrenResponse;
  readonly sync: reads.SyncResponse;
  readonly ping: null;
  readonly getChildren2: reads.GetChildren2Response;
  readonly multi: MultiResponse;
  readonly create2: writes.Create2Response;
  readonly reconfig: reads.GetDataResponse;
  readonly checkWatches: null;
  readonly removeWatches: null;
  readonly createContainer: writes.Create2Response;
  readonly deleteContainer: null;
  readonly createTTL: writes.Create2Response;
  readonly multiRead: MultiResponse;
  readonly auth: null;
  readonly setWatches: null;
  readonly sasl: SetSASLResponse;
  readonly getEphemerals: reads.GetEphemeralsResponse;
  readonly getAllChildrenNumber: reads.GetAllChildrenNumberResponse;
  readonly setWatches2: null;
  readonly addWatch: watches.ErrorResponse;
  readonly whoAmI: reads.WhoAmIResponse;
  readonly closeSession: null;
}

/** A request of one operation. */
export interface RequestOf<K extends OperationName> {
  readonly type: K;
  readonly xid: number;
  readonly body: RequestBodies[K];
}

/** A request of any operation, told apart by `type`. */
export type KnownRequest = { [K in OperationName]: RequestOf<K> }[OperationName];

/** What the protocol says of one operation. */
export interface Operation<K extends OperationName> {
  readonly type: K;
  readonly opcode: (typeof OpCode)[K];
  readonly request: Codec<RequestBodies[K]>;
  readonly response: Codec<ResponseBodies[K]>;
  /** Reads the body of a request. */
  readonly readRequest: (reader: JuteReader, xid: number) => RequestOf<K>;
}

/** What the protocol says of some operation. */
export type AnyOperation = { [K in OperationName]: Operation<K> }[OperationName];

/** Each operation that a client may send. */
export const operations: { readonly [K in OperationName]: Operation<K> } = {
  create: operation('create', writes.CreateRequest, writes.CreateResponse),
  delete: operation('delete', writes.DeleteRequest, nothing),
  exists: operation('exists', reads.ExistsRequest, reads.ExistsResponse),
  getData: operation('getData', reads.GetDataRequest, reads.GetDataResponse),
  setData: operation('setData', writes.SetDataRequest, writes.SetDataResponse),
  getACL: operation('getACL', reads.GetACLRequest, reads.GetACLResponse),
  setACL: operation('setACL', writes.SetACLRequest, writes.SetACLResponse),
  getChildren: operation('getChildren', reads.GetChildrenRequest, reads.GetChildrenResponse),
  sync: operation('sync', reads.SyncRequest, reads.SyncResponse),
  ping: operation('ping', nothing, nothing),
  getChildren2: operation('getChildren2', reads.GetChildrenRequest, reads.GetChildren2Response),
  multi: operation('multi', MultiRequest, MultiResponse),
  create2: operation('create2', writes.CreateRequest, writes.Create2Response),
  reconfig: operation('reconfig', writes.ReconfigRequest, reads.GetDataResponse),
  checkWatches: operation('checkWatches', watches.CheckWatchesRequest, nothing),
  removeWatches: operation('removeWatches', watches.RemoveWatchesRequest, nothing),
  createContainer: operation('createContainer', writes.CreateRequest, writes.Create2Response),
  deleteContainer: operation('deleteContainer', writes.DeleteContainerRequest, nothing),
  createTTL: operation('createTTL', writes.CreateTTLRequest, writes.Create2Response),
  multiRead: operation('multiRead', MultiReadRequest, MultiResponse),
  auth: operation('auth', AuthPacket, nothing),
  setWatches: operation('setWatches', watches.SetWatches, nothing),
  sasl: operation('sasl', GetSASLRequest, SetSASLResponse),
  getEphemerals: operation(
    'getEphemerals',
    reads.GetEphemeralsRequest,
    reads.GetEphemeralsResponse,
  ),
  getAllChildrenNumber: operation(
    'getAllChildrenNumber',
    reads.GetAllChildrenNumberRequest,
    reads.GetAllChildrenNumberResponse,
  ),
  setWatches2: operation('setWatches2', watches.SetWatches2, nothing),
  addWatch: operation('addWatch', watches.AddWatchRequest, watches.ErrorResponse),
  whoAmI: operation('whoAmI', nothing, reads.WhoAmIResponse),
  closeSession: operation('closeSession', nothing, nothing),
};

function operation<K extends OperationName>(
  type: K,
  request: Codec<RequestBodies[K]>,
  response: Codec<ResponseBodies[K]>,
): Operation<K> {
  return {
    type,
    opcode: OpCode[type],
    request,
    response,
    readRequest: (reader, xid) => ({ type, xid, body: request.read(reader) }),
  };
}

const byOpcode = new Map<number, AnyOperation>(
  Object.values(operations).map((known) => [known.opcode, known]),
);

/** The operation with an opcode; null for opcodes that a client may not send. */
export function operationOf(opcode: number): AnyOperation | null {
  return byOpcode.get(opcode) ?? null;
}

import type { Codec } from '../codec/codec.ts';
import { nothing } from '../codec/fields.ts';
import { sequence } from '../codec/sequence.ts';
import { OpCode } from '../opcodes.ts';
import {
  GetChildrenRequest,
  GetChildrenResponse,
  GetDataRequest,
  GetDataResponse,
} from './reads.ts';
import { ErrorResponse } from './watches.ts';
import {
  CheckVersionRequest,
  Create2Response,
  CreateRequest,
  CreateResponse,
  CreateTTLRequest,
  DeleteRequest,
  SetDataRequest,
  SetDataResponse,
} from './writes.ts';

/** One of several variants, told apart by `type`. */
type OneOf<Bodies> = {
  [K in keyof Bodies]: { readonly type: K; readonly body: Bodies[K] };
}[keyof Bodies];

/** An operation of a multi. */
export type WriteOp = OneOf<{
  create: CreateRequest;
  create2: CreateRequest;
  createContainer: CreateRequest;
  createTTL: CreateTTLRequest;
  delete: DeleteRequest;
  setData: SetDataRequest;
  check: CheckVersionRequest;
}>;

/** An operation of a multiRead; its `watch` is ignored. */
export type ReadOp = OneOf<{ getData: GetDataRequest; getChildren: GetChildrenRequest }>;

/**
 * The result of an operation of a multi or a multiRead. Those of createContainer and createTTL are
 * of type `create2`; that of create2 is of type `create` from a server of Apache ZooKeeper 3.8.0. In a multi that failed all results are errors: 0 before the operation that
 * failed, its code, and `runtimeInconsistency` after it; the reply's own `err` is 0.
 */
export type OpResult = OneOf<{
  create: CreateResponse;
  create2: Create2Response;
  delete: null;
  setData: SetDataResponse;
  check: null;
  getData: GetDataResponse;
  getChildren: GetChildrenResponse;
  error: ErrorResponse;
}>;

/** All or nothing, under one zxid. May be empty. */
export type MultiRequest = readonly WriteOp[];

/** Each by itself. May be empty. */
export type MultiReadRequest = readonly ReadOp[];

/** One result for each operation, in order. */
export type MultiResponse = readonly OpResult[];

// What the header of an operation calls `err`; the terminator has the same in both directions.
const REQUESTED = -1;

/** The codec of {@link MultiRequest}. */
export const MultiRequest: Codec<MultiRequest> = sequence<WriteOp>(
  'MultiRequest',
  {
    create: { opcode: OpCode.create, body: CreateRequest },
    create2: { opcode: OpCode.create2, body: CreateRequest },
    createContainer: { opcode: OpCode.createContainer, body: CreateRequest },
    createTTL: { opcode: OpCode.createTTL, body: CreateTTLRequest },
    delete: { opcode: OpCode.delete, body: DeleteRequest },
    setData: { opcode: OpCode.setData, body: SetDataRequest },
    check: { opcode: OpCode.check, body: CheckVersionRequest },
  },
  () => REQUESTED,
);

/** The codec of {@link MultiReadRequest}. */
export const MultiReadRequest: Codec<MultiReadRequest> = sequence<ReadOp>(
  'MultiReadRequest',
  {
    getData: { opcode: OpCode.getData, body: GetDataRequest },
    getChildren: { opcode: OpCode.getChildren, body: GetChildrenRequest },
  },
  () => REQUESTED,
);

/** The codec of {@link MultiResponse}. */
export const MultiResponse: Codec<MultiResponse> = sequence<OpResult>(
  'MultiResponse',
  {
    create: { opcode: OpCode.create, body: CreateResponse },
    create2: { opcode: OpCode.create2, body: Create2Response },
    delete: { opcode: OpCode.delete, body: nothing },
    setData: { opcode: OpCode.setData, body: SetDataResponse },
    check: { opcode: OpCode.check, body: nothing },
    getData: { opcode: OpCode.getData, body: GetDataResponse },
    getChildren: { opcode: OpCode.getChildren, body: GetChildrenResponse },
    error: { opcode: OpCode.error, body: ErrorResponse },
  },
  (result) => (result.type === 'error' ? result.body.err : 0),
);

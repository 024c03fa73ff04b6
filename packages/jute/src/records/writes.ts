import type { Codec } from '../codec/codec.ts';
import { buffer, int, long, ustring, vector } from '../codec/fields.ts';
import { record } from '../codec/record.ts';
import { ACL, Stat } from './data.ts';

/** Creates a znode: create, create2 and createContainer have the same request. */
export interface CreateRequest {
  readonly path: string | null;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[] | null;
  /** See {@link CreateMode}. */
  readonly flags: number;
}

/** The codec of {@link CreateRequest}. */
export const CreateRequest: Codec<CreateRequest> = record(
  'CreateRequest',
  {
    path: ustring,
    data: buffer,
    acl: vector(ACL),
    flags: int,
  },
  {
    read: (of, reader) => ({
      path: of.path.read(reader),
      data: of.data.read(reader),
      acl: of.acl.read(reader),
      flags: of.flags.read(reader),
    }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
      of.data.write(writer, value.data);
      of.acl.write(writer, value.acl);
      of.flags.write(writer, value.flags);
    },
  },
);

/** The path as it became: a sequential one has its number. */
export interface CreateResponse {
  readonly path: string | null;
}

/** The codec of {@link CreateResponse}. */
export const CreateResponse: Codec<CreateResponse> = record(
  'CreateResponse',
  { path: ustring },
  {
    read: (of, reader) => ({ path: of.path.read(reader) }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
    },
  },
);

/** The answer to create2, createContainer and createTTL. */
export interface Create2Response {
  readonly path: string | null;
  readonly stat: Stat;
}

/** The codec of {@link Create2Response}. */
export const Create2Response: Codec<Create2Response> = record(
  'Create2Response',
  {
    path: ustring,
    stat: Stat,
  },
  {
    read: (of, reader) => ({ path: of.path.read(reader), stat: of.stat.read(reader) }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
      of.stat.write(writer, value.stat);
    },
  },
);

/** Creates a znode that may be deleted once it has had no children and no change for a while. */
export interface CreateTTLRequest {
  readonly path: string | null;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[] | null;
  /** See {@link CreateMode}. */
  readonly flags: number;
  /** That while, in milliseconds: from 1 to 2^40 - 1. */
  readonly ttl: bigint;
}

/** The codec of {@link CreateTTLRequest}. */
export const CreateTTLRequest: Codec<CreateTTLRequest> = record('CreateTTLRequest', {
  path: ustring,
  data: buffer,
  acl: vector(ACL),
  flags: int,
  ttl: long,
});

/** Deletes a znode without children. */
export interface DeleteRequest {
  readonly path: string | null;
  /** The version expected; -1 for any. */
  readonly version: number;
}

/** The codec of {@link DeleteRequest}. */
export const DeleteRequest: Codec<DeleteRequest> = record(
  'DeleteRequest',
  {
    path: ustring,
    version: int,
  },
  {
    read: (of, reader) => ({ path: of.path.read(reader), version: of.version.read(reader) }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
      of.version.write(writer, value.version);
    },
  },
);

/** Deletes an empty container. Servers send it to themselves; of clients nothing legitimate does. */
export interface DeleteContainerRequest {
  readonly path: string | null;
}

/** The codec of {@link DeleteContainerRequest}. */
export const DeleteContainerRequest: Codec<DeleteContainerRequest> = record(
  'DeleteContainerRequest',
  { path: ustring },
);

/** Replaces the data of a znode. */
export interface SetDataRequest {
  readonly path: string | null;
  readonly data: Uint8Array | null;
  /** The version expected; -1 for any. */
  readonly version: number;
}

/** The codec of {@link SetDataRequest}. */
export const SetDataRequest: Codec<SetDataRequest> = record(
  'SetDataRequest',
  {
    path: ustring,
    data: buffer,
    version: int,
  },
  {
    read: (of, reader) => ({
      path: of.path.read(reader),
      data: of.data.read(reader),
      version: of.version.read(reader),
    }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
      of.data.write(writer, value.data);
      of.version.write(writer, value.version);
    },
  },
);

/** The answer to setData. */
export interface SetDataResponse {
  readonly stat: Stat;
}

/** The codec of {@link SetDataResponse}. */
export const SetDataResponse: Codec<SetDataResponse> = record(
  'SetDataResponse',
  { stat: Stat },
  {
    read: (of, reader) => ({ stat: of.stat.read(reader) }),
    write: (of, writer, value) => {
      of.stat.write(writer, value.stat);
    },
  },
);

/** Replaces the access control list of a znode. */
export interface SetACLRequest {
  readonly path: string | null;
  readonly acl: readonly ACL[] | null;
  /** The aversion expected; -1 for any. */
  readonly version: number;
}

/** The codec of {@link SetACLRequest}. */
export const SetACLRequest: Codec<SetACLRequest> = record('SetACLRequest', {
  path: ustring,
  acl: vector(ACL),
  version: int,
});

/** The answer to setACL. */
export interface SetACLResponse {
  readonly stat: Stat;
}

/** The codec of {@link SetACLResponse}. */
export const SetACLResponse: Codec<SetACLResponse> = record('SetACLResponse', { stat: Stat });

/** Lets a multi fail unless a znode has a version. Only in a multi. */
export interface CheckVersionRequest {
  readonly path: string | null;
  /** The version expected; -1 for any. */
  readonly version: number;
}

/** The codec of {@link CheckVersionRequest}. */
export const CheckVersionRequest: Codec<CheckVersionRequest> = record(
  'CheckVersionRequest',
  {
    path: ustring,
    version: int,
  },
  {
    read: (of, reader) => ({ path: of.path.read(reader), version: of.version.read(reader) }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
      of.version.write(writer, value.version);
    },
  },
);

/** Changes the ensemble: by who joins and leaves, or as a whole. */
export interface ReconfigRequest {
  /** `server.N=…` with commas between. */
  readonly joiningServers: string | null;
  /** Ids with commas between. */
  readonly leavingServers: string | null;
  /** All members; then the two above are empty. */
  readonly newMembers: string | null;
  /** The version of the configuration expected; -1 for any. */
  readonly curConfigId: bigint;
}

/** The codec of {@link ReconfigRequest}. */
export const ReconfigRequest: Codec<ReconfigRequest> = record('ReconfigRequest', {
  joiningServers: ustring,
  leavingServers: ustring,
  newMembers: ustring,
  curConfigId: long,
});

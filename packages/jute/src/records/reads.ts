import type { Codec } from '../codec/codec.ts';
import { bool, buffer, int, ustring, vector } from '../codec/fields.ts';
import { record } from '../codec/record.ts';
import { ACL, ClientInfo, Stat } from './data.ts';

/** Asks for the stat of a znode, or, if there is none, to be told when there is. */
export interface ExistsRequest {
  readonly path: string | null;
  readonly watch: boolean;
}

/** The codec of {@link ExistsRequest}. */
export const ExistsRequest: Codec<ExistsRequest> = record(
  'ExistsRequest',
  {
    path: ustring,
    watch: bool,
  },
  {
    read: (of, reader) => ({ path: of.path.read(reader), watch: of.watch.read(reader) }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
      of.watch.write(writer, value.watch);
    },
  },
);

/** The answer to exists. */
export interface ExistsResponse {
  readonly stat: Stat;
}

/** The codec of {@link ExistsResponse}. */
export const ExistsResponse: Codec<ExistsResponse> = record(
  'ExistsResponse',
  { stat: Stat },
  {
    read: (of, reader) => ({ stat: of.stat.read(reader) }),
    write: (of, writer, value) => {
      of.stat.write(writer, value.stat);
    },
  },
);

/** Asks for the data of a znode. */
export interface GetDataRequest {
  readonly path: string | null;
  readonly watch: boolean;
}

/** The codec of {@link GetDataRequest}. */
export const GetDataRequest: Codec<GetDataRequest> = record(
  'GetDataRequest',
  {
    path: ustring,
    watch: bool,
  },
  {
    read: (of, reader) => ({ path: of.path.read(reader), watch: of.watch.read(reader) }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
      of.watch.write(writer, value.watch);
    },
  },
);

/** The answer to getData and to reconfig. */
export interface GetDataResponse {
  readonly data: Uint8Array | null;
  readonly stat: Stat;
}

/** The codec of {@link GetDataResponse}. */
export const GetDataResponse: Codec<GetDataResponse> = record(
  'GetDataResponse',
  {
    data: buffer,
    stat: Stat,
  },
  {
    read: (of, reader) => ({ data: of.data.read(reader), stat: of.stat.read(reader) }),
    write: (of, writer, value) => {
      of.data.write(writer, value.data);
      of.stat.write(writer, value.stat);
    },
  },
);

/** Asks for the access control list of a znode. */
export interface GetACLRequest {
  readonly path: string | null;
}

/** The codec of {@link GetACLRequest}. */
export const GetACLRequest: Codec<GetACLRequest> = record('GetACLRequest', { path: ustring });

/** The answer to getACL. */
export interface GetACLResponse {
  readonly acl: readonly ACL[] | null;
  readonly stat: Stat;
}

/** The codec of {@link GetACLResponse}. */
export const GetACLResponse: Codec<GetACLResponse> = record('GetACLResponse', {
  acl: vector(ACL),
  stat: Stat,
});

/** Asks for the names of the children of a znode: getChildren and getChildren2 have the same request. */
export interface GetChildrenRequest {
  readonly path: string | null;
  readonly watch: boolean;
}

/** The codec of {@link GetChildrenRequest}. */
export const GetChildrenRequest: Codec<GetChildrenRequest> = record(
  'GetChildrenRequest',
  {
    path: ustring,
    watch: bool,
  },
  {
    read: (of, reader) => ({ path: of.path.read(reader), watch: of.watch.read(reader) }),
    write: (of, writer, value) => {
      of.path.write(writer, value.path);
      of.watch.write(writer, value.watch);
    },
  },
);

/** The names, in no order that is promised. */
export interface GetChildrenResponse {
  readonly children: readonly (string | null)[] | null;
}

/** The codec of {@link GetChildrenResponse}. */
export const GetChildrenResponse: Codec<GetChildrenResponse> = record(
  'GetChildrenResponse',
  {
    children: vector(ustring),
  },
  {
    read: (of, reader) => ({ children: of.children.read(reader) }),
    write: (of, writer, value) => {
      of.children.write(writer, value.children);
    },
  },
);

/** The names, in no order that is promised, and the stat of the parent. */
export interface GetChildren2Response {
  readonly children: readonly (string | null)[] | null;
  readonly stat: Stat;
}

/** The codec of {@link GetChildren2Response}. */
export const GetChildren2Response: Codec<GetChildren2Response> = record(
  'GetChildren2Response',
  {
    children: vector(ustring),
    stat: Stat,
  },
  {
    read: (of, reader) => ({ children: of.children.read(reader), stat: of.stat.read(reader) }),
    write: (of, writer, value) => {
      of.children.write(writer, value.children);
      of.stat.write(writer, value.stat);
    },
  },
);

/** Waits until the server has caught up with the leader. */
export interface SyncRequest {
  readonly path: string | null;
}

/** The codec of {@link SyncRequest}. */
export const SyncRequest: Codec<SyncRequest> = record('SyncRequest', { path: ustring });

/** The path of the request. */
export interface SyncResponse {
  readonly path: string | null;
}

/** The codec of {@link SyncResponse}. */
export const SyncResponse: Codec<SyncResponse> = record('SyncResponse', { path: ustring });

/** Asks for the ephemerals of the session whose paths begin with a text. */
export interface GetEphemeralsRequest {
  readonly prefixPath: string | null;
}

/** The codec of {@link GetEphemeralsRequest}. */
export const GetEphemeralsRequest: Codec<GetEphemeralsRequest> = record('GetEphemeralsRequest', {
  prefixPath: ustring,
});

/** The answer to getEphemerals. */
export interface GetEphemeralsResponse {
  readonly ephemerals: readonly (string | null)[] | null;
}

/** The codec of {@link GetEphemeralsResponse}. */
export const GetEphemeralsResponse: Codec<GetEphemeralsResponse> = record('GetEphemeralsResponse', {
  ephemerals: vector(ustring),
});

/** Asks for the number of all descendants of a znode. */
export interface GetAllChildrenNumberRequest {
  readonly path: string | null;
}

/** The codec of {@link GetAllChildrenNumberRequest}. */
export const GetAllChildrenNumberRequest: Codec<GetAllChildrenNumberRequest> = record(
  'GetAllChildrenNumberRequest',
  { path: ustring },
);

/** The answer to getAllChildrenNumber. */
export interface GetAllChildrenNumberResponse {
  readonly totalNumber: number;
}

/** The codec of {@link GetAllChildrenNumberResponse}. */
export const GetAllChildrenNumberResponse: Codec<GetAllChildrenNumberResponse> = record(
  'GetAllChildrenNumberResponse',
  { totalNumber: int },
);

/** The identities of the connection. */
export interface WhoAmIResponse {
  readonly clientInfo: readonly ClientInfo[] | null;
}

/** The codec of {@link WhoAmIResponse}. */
export const WhoAmIResponse: Codec<WhoAmIResponse> = record('WhoAmIResponse', {
  clientInfo: vector(ClientInfo),
});

/** The operations of the protocol, by the number that a request's header calls `type`. */
export const OpCode = {
  notification: 0,
  create: 1,
  delete: 2,
  exists: 3,
  getData: 4,
  setData: 5,
  getACL: 6,
  setACL: 7,
  getChildren: 8,
  sync: 9,
  ping: 11,
  getChildren2: 12,
  check: 13,
  multi: 14,
  create2: 15,
  reconfig: 16,
  checkWatches: 17,
  removeWatches: 18,
  createContainer: 19,
  deleteContainer: 20,
  createTTL: 21,
  multiRead: 22,
  auth: 100,
  setWatches: 101,
  sasl: 102,
  getEphemerals: 103,
  getAllChildrenNumber: 104,
  setWatches2: 105,
  addWatch: 106,
  whoAmI: 107,
  error: -1,
  createSession: -10,
  closeSession: -11,
} as const;

/** The name of an opcode. */
export type OpName = keyof typeof OpCode;

/** The number of an opcode. */
export type OpCode = (typeof OpCode)[OpName];

/** Xids that have a meaning of their own; all that a client chooses are above zero. */
export const Xid = {
  /** From the server only: an event of a watch. */
  notification: -1,
  ping: -2,
  /** By convention: a server echoes whatever the request has. */
  auth: -4,
  /** By convention: a server echoes whatever the request has. */
  setWatches: -8,
} as const;

/** One of the xids that have a meaning of their own. */
export type Xid = (typeof Xid)[keyof typeof Xid];

/** What the `err` of a reply says. */
export const ErrorCode = {
  ok: 0,
  systemError: -1,
  /** In a failed multi: an operation behind the one that failed. */
  runtimeInconsistency: -2,
  dataInconsistency: -3,
  /** Of clients only, never sent. */
  connectionLoss: -4,
  marshallingError: -5,
  unimplemented: -6,
  /** Of clients only, never sent. */
  operationTimeout: -7,
  badArguments: -8,
  unknownSession: -12,
  newConfigNoQuorum: -13,
  reconfigInProgress: -14,
  /** Not an error: all codes below are about what a user did. */
  apiError: -100,
  noNode: -101,
  noAuth: -102,
  badVersion: -103,
  noChildrenForEphemerals: -108,
  nodeExists: -110,
  notEmpty: -111,
  sessionExpired: -112,
  /** Of clients only, never sent. */
  invalidCallback: -113,
  invalidACL: -114,
  authFailed: -115,
  /** Of the C client only, never sent. */
  closing: -116,
  /** Of the C client only, never sent. */
  nothing: -117,
  /** Never sent: the connection is closed instead. */
  sessionMoved: -118,
  notReadOnly: -119,
  ephemeralOnLocalSession: -120,
  noWatcher: -121,
  /** Of clients only, never sent. */
  requestTimeout: -122,
  reconfigDisabled: -123,
  sessionClosedRequireSaslAuth: -124,
  quotaExceeded: -125,
  throttledOp: -127,
} as const;

/** The name of an error code. */
export type ErrorName = keyof typeof ErrorCode;

/** The number of an error code. */
export type ErrorCode = (typeof ErrorCode)[ErrorName];

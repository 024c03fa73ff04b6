import { ErrorCode, type ErrorName } from '@menagerie/jute';

/** What a server says, in kebab-case; `unknown-code` where it says something that nobody knows. */
export type ServerCode =
  | 'system-error'
  | 'runtime-inconsistency'
  | 'data-inconsistency'
  | 'marshalling-error'
  | 'unimplemented'
  | 'bad-arguments'
  | 'unknown-session'
  | 'new-config-no-quorum'
  | 'reconfig-in-progress'
  | 'no-node'
  | 'no-auth'
  | 'bad-version'
  | 'no-children-for-ephemerals'
  | 'node-exists'
  | 'not-empty'
  | 'session-expired'
  | 'invalid-acl'
  | 'auth-failed'
  | 'session-moved'
  | 'not-read-only'
  | 'ephemeral-on-local-session'
  | 'no-watcher'
  | 'request-timeout'
  | 'reconfig-disabled'
  | 'requires-sasl'
  | 'quota-exceeded'
  | 'throttled'
  | 'unknown-code';

/** What this client says: nobody was asked, or nobody answered. */
export type ClientCode =
  /** The connection went before the answer came. */
  | 'connection-loss'
  /** No server could be reached in time. */
  | 'unreachable'
  /** The client is closed. */
  | 'closed'
  /** The signal of the call was aborted. */
  | 'aborted'
  /** A path is none. */
  | 'bad-path'
  /** An option is none, or two do not go together. */
  | 'bad-option'
  /** A request is longer than servers take. */
  | 'too-large'
  /** An answer is longer than this client takes. */
  | 'answer-too-large'
  /** An answer is not one of this protocol. */
  | 'bad-answer'
  /** Data are not what their codec expects. */
  | 'bad-data';

/** What went wrong, for programs. */
export type KeeperErrorCode = ServerCode | ClientCode;

/** Whether a request that failed took effect: certainly not, or nobody knows. */
export type Effect = 'not-applied' | 'unknown';

/** What an error is about. */
export interface ErrorPlace {
  /** What was asked for, such as `create`; `null` where it was nothing in particular. */
  readonly operation: string | null;
  /** As the caller named it; `null` where there is none. */
  readonly path: string | null;
}

/** What else there is to say of an error. */
export interface ErrorDetails {
  /** @default 'not-applied' */
  readonly effect?: Effect;
  readonly place?: ErrorPlace;
  readonly cause?: unknown;
}

const NOWHERE: ErrorPlace = { operation: null, path: null };

/** Thrown, always as a rejection, by everything in this package. Told apart by `code`. */
export class KeeperError extends Error implements ErrorPlace {
  override readonly name: string = 'KeeperError';
  readonly code: KeeperErrorCode;
  /** Whether what was asked for may have happened all the same. */
  readonly effect: Effect;
  readonly operation: string | null;
  readonly path: string | null;

  constructor(code: KeeperErrorCode, problem: string, options: ErrorDetails = {}) {
    const { effect = 'not-applied', place = NOWHERE, cause } = options;
    super(`${prefix(place)}${problem} (${code})`, cause === undefined ? {} : { cause });
    this.code = code;
    this.effect = effect;
    this.operation = place.operation;
    this.path = place.path;
  }
}

/** What a server answered. It has changed nothing, but for codes that say they do not know. */
export class ServerError extends KeeperError {
  override readonly name = 'ServerError';
  declare readonly code: ServerCode;
  /** The number on the wire. */
  readonly err: number;

  constructor(err: number, place: ErrorPlace, options: ErrorDetails = {}) {
    const code = codeOf(err);
    super(code, SAYS[code], {
      effect: UNSURE.has(code) ? 'unknown' : 'not-applied',
      place,
      ...options,
    });
    this.err = err;
  }
}

/** There was no answer: the connection, the session or the client is over. */
export class ConnectionError extends KeeperError {
  override readonly name = 'ConnectionError';
  declare readonly code: 'connection-loss' | 'session-expired' | 'unreachable' | 'closed';
}

/** The signal of a call was aborted; its reason is the `cause`. */
export class AbortError extends KeeperError {
  override readonly name = 'AbortError';
  declare readonly code: 'aborted';
}

/** A multi that did nothing, because one of its operations could not be done. */
export class MultiError extends KeeperError {
  override readonly name = 'MultiError';
  declare readonly code: ServerCode;
  /** Which operation failed, from 0. */
  readonly index: number;
  /** The number on the wire. */
  readonly err: number;

  constructor(index: number, err: number, place: ErrorPlace, options: ErrorDetails = {}) {
    const code = codeOf(err);
    super(code, `operation ${index}: ${SAYS[code]}`, { place, ...options });
    this.index = index;
    this.err = err;
  }
}

/**
 * The same error, where an attempt before may have happened: so nobody knows what has. Its class stays,
 * and it is the cause.
 */
export function afterUnknown(error: KeeperError): KeeperError {
  if (error.effect === 'unknown') return error;
  const problem = 'an attempt before it may have happened, and now';
  const options = { effect: 'unknown', place: error, cause: error } as const;
  if (error instanceof AbortError) return new AbortError('aborted', `${problem} given up`, options);
  if (error instanceof ConnectionError) {
    return new ConnectionError(error.code, `${problem} there is no answer`, options);
  }
  if (error instanceof MultiError) return new MultiError(error.index, error.err, error, options);
  if (error instanceof ServerError) return new ServerError(error.err, error, options);
  return new KeeperError(error.code, `${problem} this failed`, options);
}

/** Whether something that was thrown is a {@link KeeperError}, of one of some codes if any is named. */
export function isKeeperError<C extends KeeperErrorCode = KeeperErrorCode>(
  error: unknown,
  ...codes: readonly C[]
): error is KeeperError & { readonly code: C } {
  if (!(error instanceof KeeperError)) return false;
  return codes.length === 0 || codes.some((code) => code === error.code);
}

function prefix({ operation, path }: ErrorPlace): string {
  const words = [operation, path].filter((word) => word !== null);
  return words.length === 0 ? '' : `${words.join(' ')}: `;
}

/** Errors of a server behind which a change may stand. */
const UNSURE: ReadonlySet<ServerCode> = new Set([
  'system-error',
  'runtime-inconsistency',
  'data-inconsistency',
  'request-timeout',
  'unknown-code',
]);

const SAYS: Readonly<Record<ServerCode, string>> = {
  'system-error': 'the server has failed',
  'runtime-inconsistency': 'the server did not come to it',
  'data-inconsistency': 'the server finds its data in disorder',
  'marshalling-error': 'the server cannot read the request',
  unimplemented: 'the server does not know this operation, or has it switched off',
  'bad-arguments': 'the server refuses a path, a mode or a lifetime',
  'unknown-session': 'the server does not know the session',
  'new-config-no-quorum': 'too few servers of the new configuration are there',
  'reconfig-in-progress': 'another change of the configuration is under way: try again',
  'no-node': 'there is no such znode, or a create has no parent',
  'no-auth': 'the access control list does not let this client: see addAuth',
  'bad-version': 'the znode has another version than was expected: read it again',
  'no-children-for-ephemerals': 'an ephemeral znode cannot have children',
  'node-exists': 'the znode is there already',
  'not-empty': 'the znode has children: delete them first',
  'session-expired': 'the session is over: open a new one',
  'invalid-acl': 'the access control list is empty, or names a scheme or id that is none',
  'auth-failed': 'the server does not accept the credentials',
  'session-moved': 'another connection has the session now',
  'not-read-only': 'the server only reads: it has no quorum or no room',
  'ephemeral-on-local-session': 'a session of one server only cannot have ephemeral znodes',
  'no-watcher': 'there is no such watch',
  'request-timeout': 'the server gave up',
  'reconfig-disabled': 'the server does not change its configuration: see reconfigEnabled',
  'requires-sasl': 'the server asks for SASL first',
  'quota-exceeded': 'a quota of the subtree is used up',
  throttled: 'the server has too much to do: try again later',
  'unknown-code': 'the server answers with a number that has no meaning',
};

const NAMES: Readonly<Partial<Record<ErrorName, ServerCode>>> = {
  systemError: 'system-error',
  runtimeInconsistency: 'runtime-inconsistency',
  dataInconsistency: 'data-inconsistency',
  marshallingError: 'marshalling-error',
  unimplemented: 'unimplemented',
  badArguments: 'bad-arguments',
  unknownSession: 'unknown-session',
  newConfigNoQuorum: 'new-config-no-quorum',
  reconfigInProgress: 'reconfig-in-progress',
  noNode: 'no-node',
  noAuth: 'no-auth',
  badVersion: 'bad-version',
  noChildrenForEphemerals: 'no-children-for-ephemerals',
  nodeExists: 'node-exists',
  notEmpty: 'not-empty',
  sessionExpired: 'session-expired',
  invalidACL: 'invalid-acl',
  authFailed: 'auth-failed',
  sessionMoved: 'session-moved',
  notReadOnly: 'not-read-only',
  ephemeralOnLocalSession: 'ephemeral-on-local-session',
  noWatcher: 'no-watcher',
  requestTimeout: 'request-timeout',
  operationTimeout: 'request-timeout',
  reconfigDisabled: 'reconfig-disabled',
  sessionClosedRequireSaslAuth: 'requires-sasl',
  quotaExceeded: 'quota-exceeded',
  throttledOp: 'throttled',
};

const byNumber: ReadonlyMap<number, ServerCode> = new Map(
  Object.entries(ErrorCode).map(([name, number]) => [number, named(name)]),
);

function named(name: string): ServerCode {
  const known: Readonly<Record<string, ServerCode | undefined>> = NAMES;
  return known[name] ?? 'unknown-code';
}

/** The code for a number of {@link ErrorCode}. */
export function codeOf(err: number): ServerCode {
  return byNumber.get(err) ?? 'unknown-code';
}

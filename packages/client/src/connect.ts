import { MAX_BYTES } from '@menagerie/jute';
import { SessionClient } from './client.ts';
import { AbortError, ConnectionError, KeeperError } from './errors.ts';
import { followConfig } from './follow-config.ts';
import type { ClientMetrics } from './metrics.ts';
import { Chroot } from './path.ts';
import type { RetryPolicy } from './retry.ts';
import type { ReconnectOptions } from './session/dialer.ts';
import type { SaslUser } from './session/login.ts';
import { Session } from './session/session.ts';
import type { SessionTicket } from './session/state.ts';
import type { Signal } from './signal.ts';
import { encodeText } from './text.ts';
import type { Transport } from './transport.ts';
import type { World } from './world.ts';
import type { Client } from './zookeeper.ts';

/** Who a client says it is. */
export interface Credential {
  /** Such as `digest`. */
  readonly scheme: string;
  /** Such as `user:password`; a text is taken as UTF-8. */
  readonly auth: Uint8Array | string;
}

/** How to open a client. */
export interface ClientOptions {
  /** Wished for; servers keep it within bounds of their own. In milliseconds. @default 10000 */
  readonly sessionTimeoutMs?: number;
  /** How long a first connection may take, over all servers, in milliseconds. @default 30000 */
  readonly connectWithinMs?: number;
  /** Gives up connecting. */
  readonly signal?: Signal;
  /** What stands for the root; it is not created. @default '/' */
  readonly chroot?: string;
  /** @default [] */
  readonly auth?: readonly Credential[];
  /**
   * Who logs in by SASL with DIGEST-MD5, on every connection and before anything else; the server has to
   * prove that it knows the password too. @default null, for nobody
   */
  readonly sasl?: SaslUser | null;
  /**
   * Whether a server that only reads is better than none. The client then looks for one that writes as
   * well, and moves there, to another session: that of before owned nothing. @default false
   */
  readonly readOnly?: boolean;
  /** The policy of all calls that have none of their own. Without one each is tried once. */
  readonly retry?: RetryPolicy;
  readonly reconnect?: ReconnectOptions;
  /**
   * Whether to go by `/zookeeper/config` for which servers there are, once connected; it must name
   * addresses that this client can reach. @default false
   */
  readonly followConfig?: boolean;
  /** A session to go on with, whose client has gone. */
  readonly resume?: SessionTicket;
  /** The longest request; beyond what the servers take they close. In bytes. @default 1048575 */
  readonly maxRequestBytes?: number;
  /** The longest answer, in bytes. @default 67108864 */
  readonly maxAnswerBytes?: number;
  readonly metrics?: ClientMetrics;
}

/** 64 MiB: servers limit what they are sent and not what they send. */
const MAX_ANSWER_BYTES = 2 ** 26;

/**
 * Opens a session over a transport, in a world: what `connect` of `@menagerie/client/node` and
 * `@menagerie/client/browser` do over theirs.
 *
 * @throws KeeperError of code `bad-option` or `bad-path`; `unreachable` where no server takes the
 * session in time; `session-expired` where one to be resumed is over; `auth-failed`; `aborted`
 */
export async function open(
  servers: readonly string[],
  options: ClientOptions,
  { world, transport }: { readonly world: World; readonly transport: Transport },
): Promise<Client> {
  if (servers.length === 0) throw new KeeperError('bad-option', 'there is no server to connect to');
  const session = new Session({
    world,
    transport,
    servers,
    timeoutMs: options.sessionTimeoutMs ?? 10_000,
    readOnly: options.readOnly ?? false,
    sasl: options.sasl ?? null,
    ticket: options.resume ?? null,
    reconnect: options.reconnect ?? {},
    maxRequestBytes: options.maxRequestBytes ?? MAX_BYTES,
    maxAnswerBytes: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
    metrics: options.metrics ?? {},
  });
  const chroot = new Chroot(options.chroot ?? '/');
  const accepted = (options.auth ?? []).map(({ scheme, auth }) =>
    session.authenticate(scheme, typeof auth === 'string' ? encodeText(auth) : auth),
  );
  const retry = options.retry ?? null;
  await Promise.all([connected(session, world, options), ...accepted]);
  const client = new SessionClient({ session, world, chroot, retry });
  if (options.followConfig === true) {
    void followConfig(client, (found) => session.replaceServers(found));
  }
  return client;
}

function connected(session: Session, world: World, options: ClientOptions): Promise<void> {
  const { connectWithinMs = 30_000, signal } = options;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      cancel();
      stop();
      signal?.removeEventListener('abort', abort);
    };
    const stop = session.on((state) => {
      if (state.type === 'connecting' || state.type === 'suspended') return;
      end();
      if (state.type === 'connected') resolve();
      else reject(state.error ?? new ConnectionError('closed', 'the client is closed'));
    });
    const cancel = world.after(connectWithinMs, () => {
      const cause = session.lastFailure;
      const why = cause === null ? 'none has answered' : cause.message;
      const where = session.servers.join(', ');
      const problem = `no server of ${where} took the session within ${connectWithinMs} ms: ${why}`;
      session.fail(new ConnectionError('unreachable', problem, { cause }));
    });
    const abort = (): void => {
      const cause = signal?.reason;
      session.fail(new AbortError('aborted', 'given up before a server was reached', { cause }));
    };
    session.start();
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort);
  });
}

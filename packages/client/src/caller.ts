import type { OperationName, Reply, RequestBodies, ResponseBodies } from '@menagerie/jute';
import { type ErrorPlace, ServerError } from './errors.ts';
import { type Chroot, checkPath } from './path.ts';
import { type RetryPolicy, retrying } from './retry.ts';
import { Ask } from './session/ask.ts';
import type { Session } from './session/session.ts';
import type { World } from './world.ts';
import type { CallOptions, ReadOptions } from './zookeeper.ts';

/** A request, and what its caller gets for the reply. */
export interface Call<K extends OperationName, T> {
  readonly body: RequestBodies[K];
  /** Called while the reply is handled: before anything that came behind it. */
  readonly read: (body: ResponseBodies[K]) => T;
  /** What some error means instead; `null` for all others. */
  readonly failed?: (err: number) => { readonly value: T } | null;
}

/** What a {@link Caller} is made of. */
export interface CallerParts {
  readonly session: Session;
  readonly world: World;
  readonly chroot: Chroot;
  /** `null` for none: each call is tried once. */
  readonly retry: RetryPolicy | null;
}

/** Makes requests of calls: paths checked and made whole, syncs ahead, attempts repeated. */
export class Caller {
  readonly parts: CallerParts;

  constructor(parts: CallerParts) {
    this.parts = parts;
  }

  /** A call about a path. */
  on<K extends OperationName, T>(
    type: K,
    place: ErrorPlace & { readonly path: string },
    options: ReadOptions,
    make: (whole: string) => Call<K, T>,
  ): Promise<T> {
    return this.call(type, place, options, () => {
      checkPath(place.path, place);
      return make(this.parts.chroot.whole(place.path));
    });
  }

  /**
   * Any call. What `make` throws becomes a rejection.
   *
   * No promise stands between that of the request and the caller's: so a caller hears of a reply
   * before the watchers hear of what came behind it.
   */
  call<K extends OperationName, T>(
    type: K,
    place: ErrorPlace,
    options: ReadOptions,
    make: () => Call<K, T>,
  ): Promise<T> {
    try {
      const call = make();
      const { linearizable = false } = options;
      const once = (): Promise<T> => {
        const synced = linearizable ? this.#sync(place, options) : null;
        const answered = this.#ask(type, place, options, call);
        return synced === null ? answered : both(synced, answered);
      };
      const { session, world, retry: general } = this.parts;
      const policy = options.retry ?? general;
      if (policy === null || session.state.type === 'closed') return once();
      return retrying(world, policy, options.signal ?? null, once);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #ask<K extends OperationName, T>(
    type: K,
    place: ErrorPlace,
    { signal }: CallOptions,
    { body, read, failed }: Call<K, T>,
  ): Promise<T> {
    const ask = new Ask<K, T>({
      type,
      body,
      place,
      signal: signal ?? null,
      read: (reply: Reply<K>) => {
        if (reply.type === 'done') return read(reply.body);
        const instead = failed?.(reply.err) ?? null;
        if (instead === null) throw new ServerError(reply.err, place);
        return instead.value;
      },
    });
    return this.parts.session.ask(ask);
  }

  /** Through the leader, so that what is read behind it shows all that was answered before. */
  #sync({ operation, path }: ErrorPlace, options: CallOptions): Promise<void> {
    const place = { operation: `sync before ${operation ?? 'reading'}`, path };
    const body = { path: this.parts.chroot.whole(path ?? '/') };
    return this.#ask('sync', place, options, { body, read: () => {} });
  }
}

async function both<T>(synced: Promise<void>, answered: Promise<T>): Promise<T> {
  const [, value] = await Promise.all([synced, answered]);
  return value;
}

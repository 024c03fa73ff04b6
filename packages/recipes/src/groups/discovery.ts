import { childOf, decodeText } from '@menagerie/client';
import type { Cache, WatchingKeeper } from '../caches/cache.ts';
import { type ChildrenState, childrenCache } from '../caches/children-cache.ts';
import type { WaitOptions } from '../locks/mutex.ts';
import { HashRing } from './hash-ring.ts';
import { joinGroup, type Membership } from './membership.ts';

/** One instance of a service, as Curator writes it. */
export interface ServiceInstance {
  /** Of the service. */
  readonly name: string;
  /** Nobody else's of this service. */
  readonly id: string;
  readonly address: string;
  readonly port: number | null;
  /** Whatever the service tells of itself; plain data. @default null */
  readonly payload?: unknown;
}

/** Which instance a call goes to. */
export type Balance = (instances: readonly ServiceInstance[]) => ServiceInstance | null;

/**
 * Instances of services, by name: who offers one registers, who uses one picks.
 *
 * **Guarantee.** A registration is there as long as its session; one that is closed is gone at once,
 * one that dies after the session's timeout.
 *
 * **Failure.** The list may be a moment old, so a call may go to one that has just died: try another.
 * What cannot be read as an instance is left out.
 *
 * **Source.** Curator's `ServiceDiscovery`: places and JSON are the same, so both find each other.
 */
export class Discovery {
  readonly base: string;
  readonly #keeper: WatchingKeeper;

  constructor(keeper: WatchingKeeper, base: string) {
    this.base = base;
    this.#keeper = keeper;
  }

  /** Offers an instance. Waits where another session has the id, as after a restart. */
  register(instance: ServiceInstance, { signal }: WaitOptions = {}): Promise<Membership> {
    const { name, id } = instance;
    const json = JSON.stringify({
      ...instance,
      payload: instance.payload ?? null,
      sslPort: null,
      registrationTimeUTC: 0,
      serviceType: 'DYNAMIC',
      uriSpec: null,
    });
    const options = signal === undefined ? {} : { signal };
    return joinGroup(this.#keeper, childOf(this.base, name), id, json, options);
  }

  /** Follows the instances of a service. */
  async service(name: string): Promise<Service> {
    return new Service(await childrenCache(this.#keeper, childOf(this.base, name)));
  }
}

/** The instances of one service, as they are. */
export class Service implements AsyncDisposable {
  readonly #cache: Cache<ChildrenState>;

  /** @internal */
  constructor(cache: Cache<ChildrenState>) {
    this.#cache = cache;
  }

  /** In the order of their ids. */
  get instances(): readonly ServiceInstance[] {
    return instancesOf(this.#cache.state);
  }

  /** Resolves with the first list of which something holds. */
  async when(
    holds: (instances: readonly ServiceInstance[]) => boolean,
    { signal }: WaitOptions = {},
  ): Promise<readonly ServiceInstance[]> {
    return instancesOf(
      await this.#cache.when((state) => holds(instancesOf(state)), signal ?? null),
    );
  }

  /** One of them, by a policy; `null` where there is none. */
  pick(balance: Balance): ServiceInstance | null {
    return balance(this.instances);
  }

  /** Follows no more. */
  close(): Promise<void> {
    return this.#cache.close();
  }

  /** As {@link Service.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** One after the other. Each use begins anew. */
export function roundRobin(): Balance {
  let last = '';
  return (instances) => {
    // By id and not by place: so nobody is left out when the list changes in between.
    const next = instances.find(({ id }) => id > last) ?? instances[0] ?? null;
    last = next?.id ?? '';
    return next;
  };
}

/** Any, each as likely; `random` gives numbers from 0 to below 1, such as `Math.random`. */
export function atRandom(random: () => number): Balance {
  return (instances) => instances[Math.floor(random() * instances.length)] ?? null;
}

/** Of two at random the one with less to do: Mitzenmacher, The power of two choices (2001). */
export function lesserOfTwo(random: () => number, load: (id: string) => number): Balance {
  const any = atRandom(random);
  return (instances) => {
    const [one, other] = [any(instances), any(instances)];
    if (one === null || other === null) return null;
    return load(other.id) < load(one.id) ? other : one;
  };
}

/** The same for the same key, as long as it is there: by a {@link HashRing}. It balances, and no more. */
export function byKey(key: string): Balance {
  return (instances) => {
    const id = new HashRing(instances.map((instance) => instance.id)).of(key);
    return instances.find((instance) => instance.id === id) ?? null;
  };
}

function instancesOf(state: ChildrenState): ServiceInstance[] {
  return [...state]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { data }]) => (data === null ? null : instanceIn(data)))
    .filter((instance) => instance !== null);
}

function instanceIn(data: Uint8Array): ServiceInstance | null {
  try {
    const value: unknown = JSON.parse(decodeText(data));
    return isInstance(value) ? value : null;
  } catch {
    return null;
  }
}

function isInstance(value: unknown): value is ServiceInstance {
  if (typeof value !== 'object' || value === null) return false;
  const { name, id, address, port } = value as Readonly<Record<string, unknown>>;
  const isPort = port === null || typeof port === 'number';
  return [name, id, address].every((text) => typeof text === 'string') && isPort;
}

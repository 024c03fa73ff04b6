import type { ACL, WriteOp } from '@menagerie/jute';
import type { Command, Identity } from '@menagerie/znode';
import type { Random } from './random.ts';
import { bytes } from './tree.ts';

const ann: Identity = { scheme: 'digest', id: 'ann:smGaoVKd/cQkjm7b88GyorAUz20=' };
const bob: Identity = { scheme: 'digest', id: 'bob:D/InIHSb7yEEbrWz8b9l71RjZJU=' };
const root: Identity = { scheme: 'super', id: '' };
const ip: Identity = { scheme: 'ip', id: '10.0.0.1' };

/** Who sends something. */
export const senders: readonly (readonly Identity[])[] = [
  [ip],
  [ip, ann],
  [ip, ann, bob],
  [ip, root],
];

const world = (perms: number): ACL => ({ perms, id: { scheme: 'world', id: 'anyone' } });
const acls: readonly (readonly ACL[] | null)[] = [
  [world(31)],
  [world(31)],
  [world(31)],
  [world(31), world(31)],
  [world(1), { perms: 31, id: ann }],
  [{ perms: 31, id: bob }],
  [{ perms: 31, id: { scheme: 'auth', id: null } }],
  [world(5)],
  [world(0)],
  [{ perms: 31, id: { scheme: 'digest', id: 'ann' } }],
  [{ perms: 31, id: { scheme: 'nonsense', id: 'x' } }],
  [{ perms: 31, id: { scheme: null, id: 'x' } }],
  [],
  null,
];

const names = ['a', 'b', 'é', 'a-longer-name-than-most'];
const odd: readonly (string | null)[] = [
  null,
  '',
  '/',
  '//',
  '/a/',
  'a',
  '/a//b',
  '/a/.',
  '/a/../b',
  '/a/...',
  '/a\0',
  '/a/\u0007',
  '/\ue000',
  '/zookeeper',
  '/zookeeper/quota',
  '/zookeeper/config',
  '/zookeeper/x',
  '/zookeeper/quota/a',
  '/zookeeper/quota/a/b',
  '/zookeeper/quota/a/zookeeper_limits',
  '/zookeeper/quota/a/zookeeper_stats',
  '/zookeeper/quota/a/b/zookeeper_limits',
  '/zookeeper/quota/a/b/zookeeper_stats',
];
const limits = [
  'count=3,bytes=10',
  'count=-1,bytes=-1=;byteHardLimit=25;countHardLimit=3',
  'count=2,bytes=5=;countHardLimit=2',
  'nonsense',
];

/** Random commands over few names, so that they often meet. */
export class Commands {
  readonly #random: Random;
  #zxid = 0n;
  #time = 1_700_000_000_000;

  constructor(random: Random) {
    this.#random = random;
  }

  get time(): number {
    return this.#time;
  }

  stamp(): { readonly zxid: bigint; readonly time: number } {
    const random = this.#random;
    this.#zxid += random.chance(1) ? 2n ** 32n : 1n;
    this.#time += random.below(50);
    return { zxid: this.#zxid, time: this.#time };
  }

  next(): Command {
    const random = this.#random;
    const stamp = this.stamp();
    const session = this.#session();
    const what = random.below(100);
    if (what < 5)
      return { type: 'createSession', ...stamp, session, timeoutMs: random.below(9000) };
    if (what < 7) return { type: 'closeSession', ...stamp, session };
    if (what < 8) return { type: 'expireSession', ...stamp, session };
    const identities = random.pick(senders);
    if (what < 9) {
      const data = this.#data();
      return { type: 'configure', ...stamp, data, identities: random.pick([null, identities]) };
    }
    const local = random.chance(3);
    const by = { type: 'request', ...stamp, session, identities, local } as const;
    if (what < 25) {
      const body = Array.from({ length: random.below(5) }, () => this.#op());
      return { ...by, request: { type: 'multi', body } };
    }
    if (what < 32) {
      const body = { path: this.path(), acl: random.pick(acls), version: this.#version() };
      return { ...by, request: { type: 'setACL', body } };
    }
    for (;;) {
      const op = this.#op();
      if (op.type !== 'check') return { ...by, request: op };
    }
  }

  /** A quota over /a, or over /a/b as well. */
  quotas(): Command[] {
    const create = (path: string, data: Uint8Array | null): Command => {
      const body = { path, data, acl: [world(31)], flags: 0 };
      const by = { session: 1n, identities: [], local: true };
      return { type: 'request', ...this.stamp(), ...by, request: { type: 'create', body } };
    };
    const over = ['/a', '/a/b'].slice(0, 1 + this.#random.below(2));
    return over.flatMap((path) => [
      create(path, this.#data()),
      create(`/zookeeper/quota${path}`, null),
      create(`/zookeeper/quota${path}/zookeeper_limits`, bytes(this.#random.pick(limits))),
      create(`/zookeeper/quota${path}/zookeeper_stats`, null),
    ]);
  }

  path(): string | null {
    const random = this.#random;
    if (random.chance(12)) return random.pick(odd);
    let path = '';
    for (let depth = 1 + random.below(3); depth > 0; depth -= 1) path += `/${random.pick(names)}`;
    return random.chance(6) ? `${path}/` : path;
  }

  #op(): WriteOp {
    const random = this.#random;
    const what = random.below(100);
    const path = this.path();
    if (what < 45) {
      const flags = random.chance(45) ? 0 : random.pick([1, 1, 1, 2, 3, 4, 5, 6, 7]);
      const isLimits = path?.endsWith('zookeeper_limits') === true;
      const data = isLimits ? bytes(random.pick(limits)) : this.#data();
      const body = { path, data, acl: random.pick(acls), flags };
      const type = random.pick(['create', 'create2', 'createContainer', 'createTTL'] as const);
      if (type !== 'createTTL') return { type, body };
      const ttl = random.pick([-1n, 0n, 1n, 200n, 2n ** 35n + 7n, 2n ** 40n - 1n, 2n ** 40n]);
      return {
        type,
        body: { ...body, flags: random.chance(80) ? random.pick([5, 6]) : flags, ttl },
      };
    }
    if (what < 70)
      return { type: 'setData', body: { path, data: this.#data(), version: this.#version() } };
    if (what < 93) return { type: 'delete', body: { path, version: this.#version() } };
    return { type: 'check', body: { path, version: this.#version() } };
  }

  #version(): number {
    return this.#random.pick([-1, -1, -1, 0, 1, 2]);
  }

  #session(): bigint {
    return this.#random.pick([1n, 1n, 1n, 2n, 0x7123_4567_89ab_cdefn, -(2n ** 62n) + 5n]);
  }

  #data(): Uint8Array | null {
    const random = this.#random;
    if (random.chance(10)) return null;
    const length = random.chance(2) ? random.below(20_000) : random.below(40);
    return Uint8Array.from({ length }, () => random.below(256));
  }
}

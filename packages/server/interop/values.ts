import type { ACL } from '@menagerie/jute';
import type { Random } from '../test/helpers/random.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What clients give for `auth`. */
export const CREDENTIALS: readonly [Uint8Array | null, ...(Uint8Array | null)[]] = [
  bytes('reader:one'),
  bytes('reader:one'),
  bytes('writer:two'),
  bytes('user:pass'),
  bytes('nobody'),
  bytes(''),
  null,
];

const acl = (perms: number, scheme: string | null, id: string | null): ACL => ({
  perms,
  id: { scheme, id },
});

/** Everybody may do everything. */
export const OPEN: readonly ACL[] = [acl(31, 'world', 'anyone')];

const READABLE: readonly ACL[] = [acl(1, 'world', 'anyone')];

const USER = 'user:smGaoVKd/cQkjm7b88GyorAUz20=';

const LISTS: readonly [readonly ACL[] | null, ...(readonly ACL[] | null)[]] = [
  OPEN,
  [acl(1, 'world', 'anyone')],
  [acl(30, 'world', 'anyone')],
  [acl(0, 'world', 'anyone')],
  [acl(255, 'world', 'anyone')],
  [acl(31, 'auth', '')],
  [acl(31, 'auth', null)],
  [acl(15, 'auth', 'any'), acl(1, 'world', 'anyone')],
  [acl(31, 'digest', USER), acl(1, 'world', 'anyone')],
  [acl(1, 'digest', USER)],
  [acl(31, 'ip', '127.0.0.1')],
  [acl(31, 'ip', '127.0.0.0/8')],
  [acl(31, 'ip', '10.0.0.0/8')],
  [acl(31, 'ip', '10.0.0.0/33')],
  [acl(31, 'ip', 'ten')],
  [acl(31, 'world', 'anyone'), acl(31, 'world', 'anyone')],
  [acl(31, 'world', 'bob')],
  [acl(31, 'digest', 'no colon')],
  [acl(31, 'digest', 'a:b:c')],
  [acl(31, 'digest', ':')],
  [acl(31, 'sasl', 'user')],
  [acl(31, 'x509', 'CN=user')],
  [acl(31, 'bogus', 'user')],
  [acl(31, null, 'anyone')],
  [acl(31, 'world', null)],
  [acl(31, 'digest', null)],
  [acl(31, 'ip', null)],
  [acl(31, '', '')],
  [],
  null,
];

/** If not `closed`, everybody may read what has it. */
export function aclOf(random: Random, closed: boolean): readonly ACL[] | null {
  const list = random.chance(30) ? OPEN : random.pick(LISTS);
  return closed || list === null || list.length === 0 ? list : [...list, ...READABLE];
}

export function dataOf(random: Random): Uint8Array | null {
  return random.pick([
    null,
    new Uint8Array(),
    bytes('x'),
    bytes('some data'),
    bytes('yyyyyyyyyyyy'),
  ]);
}

export function versionOf(random: Random): number {
  return random.pick([-1, -1, -1, -1, -1, -1, 0, 0, 0, 1, 1, 2, 3, -2, 2 ** 31 - 1]);
}

const NAMES: readonly [string, ...string[]] = ['a', 'b', 'c'];

/** Few znodes, so that requests meet. */
export function soundPathOf(random: Random, root: string): string {
  return random.weighted<string>([
    [30, () => `${root}/${random.pick(NAMES)}`],
    [15, () => `${root}/${random.pick(NAMES)}/${random.pick(NAMES)}`],
    [4, () => `${root}/${random.pick(NAMES)}/${random.pick(NAMES)}/${random.pick(NAMES)}`],
    [5, () => root],
    [3, () => `${root}/${random.pick(NAMES)}000000000${random.below(4)}`],
  ]);
}

/** Now and then a path that is none, or one of the server's own. */
export function pathOf(random: Random, root: string): string | null {
  return random.chance(6) ? odd(random, root) : soundPathOf(random, root);
}

function odd(random: Random, root: string): string | null {
  return random.pick([
    null,
    '',
    'a',
    `${root}/`,
    `${root}/a/`,
    `${root}//a`,
    `${root}/./a`,
    `${root}/..`,
    `${root}/...`,
    `${root}/.a`,
    `${root}/a\0b`,
    `${root}/\u0001`,
    `${root}/\u001f`,
    `${root}/\u007f`,
    `${root}/\u009f`,
    `${root}/\u00a0`,
    `${root}/é中文`,
    `${root}/\ue000`,
    `${root}/\uf8ff`,
    `${root}/\uf900`,
    `${root}/\ufff0`,
    `${root}/\uffff`,
    `${root}/ `,
    root.slice(1),
    '/',
    '//',
    '/zookeeper',
    '/zookeeper/config',
    '/zookeeper/quota',
    '/zookeeper/nothing',
  ]);
}

import type { ACL } from '@menagerie/jute';
import {
  clientInfoOf,
  digestId,
  digestIdentities,
  type Identity,
  ipIdentity,
  superIdentity,
  withIdentities,
} from '@menagerie/znode';
import { describe, expect, it } from 'vitest';
import { bytes, TestTree } from './helpers/tree.ts';

const entry = (scheme: string | null, id: string | null, perms = 31): ACL => ({
  perms,
  id: { scheme, id },
});

/** The error of a create with an ACL. */
function created(
  acl: readonly ACL[] | null,
  identities: readonly Identity[] = [],
  more = {},
): number {
  const tree = new TestTree(more);
  const body = { path: '/a', data: null, acl, flags: 0 };
  return tree.write({ type: 'create', body }, { identities }).error;
}

/** Whether somebody may read a znode with an ACL. */
function mayRead(acl: readonly ACL[], identities: readonly Identity[]): boolean {
  const tree = new TestTree({ sasl: true, x509: true });
  const body = { path: '/a', data: null, acl, flags: 0 };
  expect(tree.write({ type: 'create', body }, { identities }).error).toBe(0);
  return tree.read({ type: 'getData', body: { path: '/a', watch: false } }, identities).error === 0;
}

describe('the digest scheme', () => {
  it.each([
    ['super:test', 'super:D/InIHSb7yEEbrWz8b9l71RjZJU='],
    ['user:pass', 'user:smGaoVKd/cQkjm7b88GyorAUz20='],
  ])('names %s %s', (credentials, id) => {
    expect(digestId(bytes(credentials))).toBe(id);
  });

  it('ends a user at the first colon', () => {
    expect(digestId(bytes('a:b:c'))).toMatch(/^a:[^:]+=$/);
    expect(digestId(bytes('nobody'))).toMatch(/^nobody:/);
  });

  it('makes the super user of those credentials alone', () => {
    const digest = digestId(bytes('super:test'));
    expect(digestIdentities(bytes('super:test'), digest)).toEqual([
      superIdentity,
      { scheme: 'digest', id: digest },
    ]);
    expect(digestIdentities(bytes('super:guess'), digest)).toHaveLength(1);
    expect(digestIdentities(bytes('super:test'), null)).toHaveLength(1);
  });
});

describe('an access control list', () => {
  it.each([
    [null],
    [[]],
    [[entry(null, 'x')]],
    [[entry('world', 'somebody')]],
    [[entry('digest', 'a')]],
    [[entry('digest', 'a:')]],
    [[entry('digest', 'a:b:c')]],
    [[entry('ip', '10.0.0')]],
    [[entry('ip', '10.0.0.256')]],
    [[entry('ip', '10.0.0.0/33')]],
    [[entry('ip', '10.0.0.0/')]],
    [[entry('ip', '::1/129')]],
    [[entry('ip', '1:2:3')]],
    [[entry('ip', '::1::')]],
    [[entry('ip', '12345::')]],
    [[entry('sasl', 'ann')]],
    [[entry('x509', 'CN=ann')]],
    [[entry('super', '')]],
    [[entry('auth', '')]],
    [[entry('world', 'anyone'), entry('nonsense', 'x')]],
  ])('is refused: %j', (acl) => {
    expect(created(acl, [ipIdentity('10.0.0.1')])).toBe(-114);
  });

  it.each(['world', 'digest', 'ip'])('of %s with a null is something to stumble over', (scheme) => {
    expect(created([entry(scheme, null)], [ipIdentity('10.0.0.1')])).toBe(-5);
  });

  it.each([
    [[entry('world', 'anyone', 0)]],
    [[entry('world', 'anyone', 64)]],
    [[entry('digest', ':x')]],
    [[entry('digest', 'a:b:')]],
    [[entry('ip', '10.0.0.0/0')]],
    [[entry('ip', '::ffff:1.2.3.4')]],
    [[entry('ip', '2001:db8:0:0:0:0:0:1/64')]],
  ])('is taken: %j', (acl) => {
    expect(created(acl)).toBe(0);
  });

  it('may name sasl and x509 identities where a server has them', () => {
    const both = { sasl: true, x509: true };
    expect(created([entry('sasl', 'ann/host@REALM')], [], both)).toBe(0);
    expect(created([entry('sasl', 'ann/x/y@REALM')], [], both)).toBe(-114);
    expect(created([entry('x509', 'CN=Ann Example, O="Zoo, the"')], [], both)).toBe(0);
    expect(created([entry('x509', 'Ann')], [], both)).toBe(-114);
  });

  it('has the proved identities in the place of auth, and not the address', () => {
    const tree = new TestTree();
    const identities = [ipIdentity('10.0.0.1'), { scheme: 'digest', id: 'ann:x' }];
    const body = { path: '/a', data: null, acl: [entry('auth', null, 7)], flags: 0 };
    expect(tree.write({ type: 'create', body }, { identities }).error).toBe(0);
    const asked = { type: 'getACL', body: { path: '/a' } } as const;
    const { reply } = tree.read(asked, [...identities, superIdentity]);
    expect(reply?.body).toMatchObject({ acl: [entry('digest', 'ann:x', 7)] });
  });

  it('loses entries that are there twice', () => {
    const tree = new TestTree();
    const acl = [entry('world', 'anyone'), entry('world', 'anyone', 1), entry('world', 'anyone')];
    tree.write({ type: 'create', body: { path: '/a', data: null, acl, flags: 0 } });
    const { reply } = tree.read({ type: 'getACL', body: { path: '/a' } });
    expect(reply?.body).toMatchObject({ acl: acl.slice(0, 2) });
  });

  it('that was dropped and comes again is not taken for one that came in between', () => {
    const tree = new TestTree();
    const create = (path: string, acl: readonly ACL[]) =>
      tree.write({ type: 'create', body: { path, data: null, acl, flags: 0 } });
    const aclOf = (path: string) => tree.read({ type: 'getACL', body: { path } }).reply?.body;
    const one = [entry('world', 'anyone', 31), entry('digest', 'ann:x', 1)];
    const other = [entry('world', 'anyone', 31), entry('digest', 'bob:x', 1)];
    for (const path of ['/a', '/b']) create(path, one);
    for (const path of ['/a', '/b']) tree.delete(path);
    create('/other', other);
    create('/again', one);
    expect(aclOf('/again')).toMatchObject({ acl: one });
    expect(aclOf('/other')).toMatchObject({ acl: other });
  });

  it('hides the digests of passwords from who has not ADMIN', () => {
    const tree = new TestTree();
    const acl = [entry('digest', 'ann:secret'), entry('world', 'anyone', 1)];
    tree.write({ type: 'create', body: { path: '/a', data: null, acl, flags: 0 } });
    const shown = (identities: readonly Identity[]) =>
      tree.read({ type: 'getACL', body: { path: '/a' } }, identities).reply?.body;
    const masked = [entry('digest', 'ann:x'), entry('world', 'anyone', 1)];
    expect(shown([])).toMatchObject({ acl: masked });
    expect(shown([{ scheme: 'digest', id: 'ann:secret' }])).toMatchObject({ acl });
  });
});

describe('an address', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.0/23', true],
    ['10.1.4.3', '10.1.2.0/23', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.4', '10.1.2.3', false],
    ['10.1.2.4', '0.0.0.0/0', true],
    ['::1', '::1', true],
    ['0:0:0:0:0:0:0:1', '::1', true],
    ['2001:db8::7', '2001:db8::/32', true],
    ['2001:db9::7', '2001:db8::/32', false],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['10.0.0.1', '::/0', false],
  ])('%s in %s: %s', (address, range, expected) => {
    expect(mayRead([entry('ip', range)], [ipIdentity(address)])).toBe(expected);
  });
});

describe('identities', () => {
  it('match by scheme and id, and the super user everything', () => {
    const acl = [entry('digest', 'ann:x')];
    expect(mayRead(acl, [{ scheme: 'digest', id: 'ann:x' }])).toBe(true);
    expect(mayRead(acl, [{ scheme: 'digest', id: 'ann:y' }])).toBe(false);
    expect(mayRead(acl, [{ scheme: 'sasl', id: 'ann:x' }])).toBe(false);
    expect(mayRead(acl, [superIdentity])).toBe(true);
  });

  it('are needed by nobody where a server skips ACLs', () => {
    const tree = new TestTree({ skipACL: true });
    const acl = [entry('digest', 'ann:x')];
    tree.write({ type: 'create', body: { path: '/a', data: null, acl, flags: 0 } });
    expect(tree.data('/a')).toBeNull();
    expect(tree.set('/a', 'x').error).toBe(0);
  });

  it('are added once', () => {
    const ip = ipIdentity('::1');
    const ann = { scheme: 'digest', id: 'ann:x' };
    expect(withIdentities([ip], [ann, ann])).toEqual([ip, ann]);
    expect(withIdentities([ip, ann], [ann])).toEqual([ip, ann]);
  });

  it('are told by whoAmI without the digests', () => {
    expect(clientInfoOf([ipIdentity('::1'), { scheme: 'digest', id: 'ann:x' }])).toEqual([
      { authScheme: 'ip', user: '::1' },
      { authScheme: 'digest', user: 'ann' },
    ]);
  });
});

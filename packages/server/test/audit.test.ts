import { type AuditEntry, auditLine } from '@menagerie/server';
import { expect, it } from 'vitest';
import { ensemble } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

it('keeps a book of every change, made or refused, under the keys of ZooKeeper', async () => {
  const entries: AuditEntry[] = [];
  const audit = (entry: AuditEntry) => void entries.push(entry);
  const [server] = await ensemble('zab', 1, { audit });
  const client = await RawClient.open(server?.clientPort ?? 0);
  const auth = { type: 0, scheme: 'digest', auth: Buffer.from('bob:secret') };
  await client.ask('auth', auth);
  await client.ask('create', { path: '/s-', data: null, acl: OPEN, flags: 2 });
  await client.ask('create', { path: '/none/a', data: null, acl: OPEN, flags: 0 });
  await client.ask('setData', { path: '/s-0000000000', data: null, version: 9 });
  await client.ask('setACL', {
    path: '/s-0000000000',
    acl: [{ perms: 13, id: { scheme: 'ip', id: '10.0.0.1' } }],
    version: -1,
  });
  await client.ask('multi', [
    { type: 'create', body: { path: '/e', data: null, acl: OPEN, flags: 1 } },
    { type: 'setData', body: { path: '/e', data: null, version: 0 } },
    { type: 'check', body: { path: '/e', version: 1 } },
  ]);
  await client.ask('multi', [{ type: 'delete', body: { path: '/none', version: -1 } }]);
  await client.ask('delete', { path: '/s-0000000000', version: -1 });
  await client.ask('getData', { path: '/e', watch: false });
  await client.ask('closeSession', null);
  await server?.close();
  const session = `0x${client.session.toString(16)}`;
  const who = `session=${session}\tuser=127.0.0.1,bob\tip=127.0.0.1\toperation=`;
  const [first, ...rest] = entries.map(auditLine);
  expect(first).toMatch(/^user=\w+\toperation=serverStart\tresult=success$/);
  expect(rest.pop()).toMatch(/^user=\w+\toperation=serverStop\tresult=invoked$/);
  expect(rest).toEqual([
    `${who}create\tznode=/s-0000000000\tznode_type=persistent_sequential\tresult=success`,
    `${who}create\tznode=/none/a\tznode_type=persistent\tresult=failure`,
    `${who}setData\tznode=/s-0000000000\tresult=failure`,
    `${who}setAcl\tznode=/s-0000000000\tacl=ip:10.0.0.1:cdr\tresult=success`,
    `${who}create\tznode=/e\tznode_type=ephemeral\tresult=success`,
    `${who}setData\tznode=/e\tresult=success`,
    `${who}multiOperation\tresult=failure`,
    `${who}delete\tznode=/s-0000000000\tresult=success`,
    `session=${session}\toperation=ephemeralZNodeDeletionOnSessionCloseOrExpire\tznode=/e\tresult=success`,
  ]);
});

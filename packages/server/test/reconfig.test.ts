import { ErrorCode } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { CORES, until } from './helpers/ensemble.ts';
import { Growing } from './helpers/growing.ts';
import { RawClient } from './helpers/raw-client.ts';

describe.each(CORES)('an ensemble on %s that may be reconfigured', (core) => {
  it('grows from three servers to five and shrinks to three others', async () => {
    const growing = await Growing.of(core, [1, 2, 3]);
    const client = await growing.operator();
    const first = await client.ask('getData', { path: '/zookeeper/config', watch: true });
    expect(growing.textOf(first)).toBe(`${growing.linesOf([1, 2, 3])}version=100000000`);

    await growing.start(4, [1, 2, 3]);
    await growing.start(5, [1, 2, 3]);
    const joiningServers = [4, 5].map((id) => growing.lineOf(id)).join(',');
    const grown = await growing.reconfig({ joiningServers });
    expect(grown).toContain(growing.linesOf([1, 2, 3, 4, 5]));
    expect((await client.heard(1)).map(({ path, type }) => [path, type])).toEqual([
      ['/zookeeper/config', 3],
    ]);
    await until(() => growing.servers.every(({ role }) => role !== 'looking'));

    const shrunk = await growing.reconfig({ leavingServers: '1,2' });
    expect(shrunk).toContain(growing.linesOf([3, 4, 5]));
    await growing.stop(1);
    await growing.stop(2);
    const after = await growing.operator();
    const created = await after.ask('create', { path: '/a', data: null, acl: OPEN, flags: 0 });
    expect(created.type).toBe('done');
  });
});

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
void ErrorCode;
void RawClient;

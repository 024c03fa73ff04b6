import { describe, expect, it } from 'vitest';
import { CORES, ensemble, open } from './helpers/servers.ts';

describe.each(CORES)('one server on %s', (core) => {
  it('does what it is asked', async () => {
    const servers = await ensemble(core, 1);
    const client = await open(servers);
    expect(client.state.type).toBe('connected');
    expect(await client.create('/a', 'one')).toMatchObject({ path: '/a', stat: { version: 0 } });
    expect(await client.get('/a')).toMatchObject({ data: new TextEncoder().encode('one') });
    expect(await client.set('/a', 'two', { version: 0 })).toMatchObject({ version: 1 });
    await expect(client.set('/a', 'x', { version: 0 })).rejects.toMatchObject({
      code: 'bad-version',
      effect: 'not-applied',
    });
    expect(await client.exists('/none')).toBeNull();
    expect((await client.getChildren('/')).children.toSorted()).toEqual(['a', 'zookeeper']);
    const [made, set] = await client.multi([
      { type: 'create', path: '/m', data: null },
      { type: 'set', path: '/a', data: 'three', version: 1 },
      { type: 'check', path: '/m', version: 0 },
    ]);
    expect(made.path).toBe('/m');
    expect(set.version).toBe(2);
    await client.sync();
    await client.delete('/m');
    await client.close();
    expect(client.state).toEqual({ type: 'closed', error: null });
  });

  it('pipelines', async () => {
    const servers = await ensemble(core, 1);
    const client = await open(servers);
    await client.create('/p');
    const created = await Promise.all(
      Array.from({ length: 500 }, (_, at) =>
        client.create('/p/n-', String(at), { mode: 'persistent-sequential' }),
      ),
    );
    expect(created.map(({ path }) => path)).toEqual(
      created.map((_, at) => `/p/n-${String(at).padStart(10, '0')}`),
    );
  });
});

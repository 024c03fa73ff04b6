import { outcomeOf } from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { SimulatedServers } from './helpers/simulated-server.ts';

describe('requests whose connection goes', () => {
  it('may have happened where the answer is lost, and that is said', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    servers.trouble('mute');
    const lost = outcomeOf(client.create('/a'));
    await servers.world.pass(100);
    expect(servers.tree.present('/a')).not.toBeNull();
    servers.trouble('none');
    servers.cut();
    expect(await servers.world.until(lost)).toMatchObject({
      type: 'unknown',
      error: { code: 'connection-loss', effect: 'unknown', operation: 'create', path: '/a' },
    });
  });

  it('are asked again where they only read', async () => {
    const servers = new SimulatedServers(2);
    const client = await servers.open();
    await servers.world.until(client.create('/a', 'x'));
    servers.trouble('mute');
    const read = client.get('/a');
    await servers.world.pass(50);
    servers.trouble('none');
    servers.cut();
    expect((await servers.world.until(read)).stat.version).toBe(0);
  });

  it('that write fail with what they were behind, and never without it', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    servers.trouble('silent');
    const outcomes = ['/a', '/b', '/c'].map((path) => outcomeOf(client.create(path)));
    await servers.world.pass(100);
    servers.trouble('none');
    servers.cut();
    const settled = await servers.world.until(Promise.all(outcomes));
    expect(settled.map(({ type }) => type)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(servers.tree.present('/b')).toBeNull();
    expect((await servers.world.until(client.create('/a'))).path).toBe('/a');
  });

  it('that have not left when the connection goes have certainly not happened', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const settled: unknown[] = [];
    // In the very moment in which the connection ends, and before anything leaves.
    servers.world.after(1, () => {
      void outcomeOf(client.create('/a')).then((outcome) => settled.push(outcome));
    });
    servers.cut();
    await servers.world.pass(1000);
    const error = { code: 'connection-loss', effect: 'not-applied' };
    expect(settled).toMatchObject([{ type: 'not-applied', error }]);
    expect(servers.tree.present('/a')).toBeNull();
  });

  it('wait for a connection where there is none, and then leave in their order', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    servers.trouble('down');
    await servers.world.pass(10);
    expect(client.state.type).toBe('suspended');
    const made = ['/a', '/a/b', '/a/b/c'].map((path) => client.create(path));
    await servers.world.pass(100);
    servers.trouble('none');
    const paths = await servers.world.until(Promise.all(made));
    expect(paths.map(({ path }) => path)).toEqual(['/a', '/a/b', '/a/b/c']);
  });

  it('can be given up before they leave and after', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const sent = new AbortController();
    servers.trouble('mute');
    const after = client.create('/a', null, { signal: sent.signal });
    await servers.world.pass(10);
    sent.abort(new Error('enough'));
    await expect(after).rejects.toMatchObject({
      name: 'AbortError',
      code: 'aborted',
      effect: 'unknown',
      cause: new Error('enough'),
    });
    servers.trouble('down');
    await servers.world.pass(10);
    const waiting = new AbortController();
    const before = client.create('/b', null, { signal: waiting.signal });
    waiting.abort();
    await expect(before).rejects.toMatchObject({ code: 'aborted', effect: 'not-applied' });
    servers.trouble('none');
    await servers.world.until(client.sync());
    expect(servers.tree.present('/b')).toBeNull();
    const signal = AbortSignal.abort();
    await expect(client.get('/', { signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});

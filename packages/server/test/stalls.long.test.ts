import type { Log } from '@menagerie/server';
import { describe, expect, it } from 'vitest';
import { CORES, ensemble, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { serving, word } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** Holds the whole process up. */
function stall(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

function logInto(lines: string[]): Log {
  const write = (_fields: object, message: string): void => void lines.push(message);
  return { debug() {}, info: write, warn: write, error: write };
}

describe.each(CORES)('a leader on %s', (core) => {
  it('that was held up for too long lets another lead', async () => {
    const lines: string[] = [];
    const options = { stallMs: 250, log: logInto(lines), words: ['*'] };
    const servers = await ensemble(core, 3, options);
    await until(() => servers.every(({ role }) => role !== 'looking'));
    for (const { clientPort } of servers) await serving(clientPort);
    const first = servers.find(({ role }) => role === 'leading');
    stall(400);
    await until(() => servers.some((server) => server !== first && server.role === 'leading'));
    await until(() => first?.role === 'following');
    expect(lines).toContain('this server was held up for too long to lead');
    const client = await RawClient.open(first?.clientPort ?? 0);
    const created = await client.ask('create', { path: '/a', data: null, acl: OPEN, flags: 0 });
    expect(created.type).toBe('done');
    const mntr = await word(first?.clientPort ?? 0, 'mntr');
    expect(Number(/^zk_max_jvm_pause_time_ms\t(\d+)$/m.exec(mntr)?.[1])).toBeGreaterThan(200);
  });

  it('goes on leading after a short stall', async () => {
    const lines: string[] = [];
    const servers = await ensemble(core, 3, {
      silenceMs: 1500,
      stallMs: 5000,
      log: logInto(lines),
    });
    await until(() => servers.every(({ role }) => role !== 'looking'));
    const leader = servers.findIndex(({ role }) => role === 'leading');
    const client = await RawClient.open(servers[leader]?.clientPort ?? 0);
    stall(300);
    const created = await client.ask('create', { path: '/a', data: null, acl: OPEN, flags: 0 });
    expect(created.type).toBe('done');
    expect(servers.findIndex(({ role }) => role === 'leading')).toBe(leader);
    expect(lines).not.toContain('this server was held up for too long to lead');
  });
});

describe('a leader that is closed', () => {
  it('hands over on raft before it goes, so that nobody has to miss it first', async () => {
    const servers = await ensemble('raft', 3, { silenceMs: 1000 });
    await until(() => servers.every(({ role }) => role !== 'looking'));
    const leader = servers.find(({ role }) => role === 'leading');
    const rest = servers.filter((server) => server !== leader);
    await leader?.close();
    // Without it both would go on following, until the silence is too long.
    expect(rest.map(({ role }) => role)).not.toEqual(['following', 'following']);
    await until(() => rest.some(({ role }) => role === 'leading'));
  });
});

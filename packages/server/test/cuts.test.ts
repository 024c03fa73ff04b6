import { expect, it } from 'vitest';
import { ensemble, until } from './helpers/ensemble.ts';

it.each(['mute', 'deaf'] as const)(
  'a leader that is %s is replaced, and follows once healed',
  async (kind) => {
    const servers = await ensemble('zab', 3);
    await until(() => servers.some(({ role }) => role === 'leading'));
    const first = servers.findIndex(({ role }) => role === 'leading');
    const others = [0, 1, 2].filter((server) => server !== first);
    servers[first]?.cut({ mute: [], deaf: [], [kind]: others });
    await until(() => others.some((server) => servers[server]?.role === 'leading'));
    servers[first]?.cut({ mute: [], deaf: [] });
    await until(() => servers[first]?.role === 'following');
    expect(servers.filter(({ role }) => role === 'leading')).toHaveLength(1);
  },
);

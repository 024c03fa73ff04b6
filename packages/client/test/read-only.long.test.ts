import type { Client } from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { CORES, ensemble, open } from './helpers/servers.ts';

describe.each(CORES)('with three servers on %s of which one is cut off', (core) => {
  it('a client reads there, and moves to the others when it can', async () => {
    const servers = await ensemble(core, 3, { readOnly: true, tickMs: 100 });
    const [lone, ...others] = servers;
    if (lone === undefined) throw new Error('there are three');
    const writer = await open(others);
    await writer.create('/there', 'before');
    await (await open([lone])).sync();
    lone.cut({ mute: [1, 2], deaf: [1, 2] });
    const client = await readingOn(lone);
    expect(text((await client.get('/there')).data)).toBe('before');
    await expect(client.set('/there', 'x')).rejects.toMatchObject({ code: 'not-read-only' });
    const changed = new Promise((resolve) => {
      void client.get('/there', { watch: resolve });
    });
    // Behind the answer to that.
    await client.exists('/there');
    await writer.set('/there', 'behind its back');
    client.replaceServers(others.map(({ clientPort }) => `127.0.0.1:${clientPort}`));
    expect(await changed).toEqual({ type: 'data-changed', path: '/there' });
    const { stat } = await client.create('/mine', null, { mode: 'ephemeral' });
    expect(stat.ephemeralOwner).toBe(client.sessionId);
    expect(client.state).toMatchObject({ type: 'connected', readOnly: false });
    expect(lone.role).toBe('looking');
  });
});

/** A client of a server, as soon as that one reads without a quorum. */
async function readingOn(server: { readonly clientPort: number }): Promise<Client> {
  for (;;) {
    const client = await open([server], { readOnly: true });
    if (client.state.type === 'connected' && client.state.readOnly) return client;
    await client.close();
  }
}

function text(data: Uint8Array | null): string {
  return new TextDecoder().decode(data ?? undefined);
}

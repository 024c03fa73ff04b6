import type { CoreName } from '@menagerie/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApache, HOW_TO_GET } from './apache.ts';
import { CLIENTS, type Client, HOW_TO_GET_CLIENTS } from './clients.ts';
import { unlike } from './relations.ts';
import { type Running, startOurs, startTheirs } from './servers.ts';
import { type Call, converse } from './sessions.ts';

const CORES: readonly CoreName[] = ['zab', 'raft', 'paxos'];
const SIZES = [1, 3];

/** For those who want a few: their names, with commas. */
const ONLY = process.env['MENAGERIE_INTEROP_CLIENTS']?.split(',');

const installed = findApache();
const table: Record<string, unknown>[] = [];

afterAll(() => {
  if (table.length > 0) console.table(table);
});

describe.skipIf(installed === null)(installed === null ? HOW_TO_GET : 'unmodified', () => {
  for (const client of CLIENTS) {
    if (ONLY !== undefined && !ONLY.includes(client.name)) continue;
    const there = client.command('') !== null;
    const title = there ? client.name : `${client.name}, ${client.from}: ${HOW_TO_GET_CLIENTS}`;
    describe.skipIf(!there)(title, () => {
      /** What it hears from as many of Apache's. */
      const apache = new Map<number, readonly Call[]>();

      beforeAll(async () => {
        if (installed === null) return;
        for (const size of SIZES) {
          const servers = await startTheirs(installed, { size });
          apache.set(size, await session(client, servers, { servers: size, core: 'Apache' }));
        }
      }, 0);

      for (const core of CORES) {
        it.each(SIZES)(
          `hears from %i of our servers on ${core} what it hears from as many of Apache's`,
          async (size) => {
            const servers = await startOurs(core, { size });
            const calls = await session(client, servers, { servers: size, core });
            const found = unlike(apache.get(size) ?? [], calls);
            Object.assign(table.at(-1) ?? {}, { differences: found.length });
            expect(found).toEqual([]);
            expect(calls.length).toBeGreaterThan(0);
          },
          0,
        );
      }
    });
  }
});

async function session(client: Client, servers: Running, row: object): Promise<readonly Call[]> {
  const hosts = servers.ports.map((port) => `127.0.0.1:${port}`).join(',');
  const command = client.command(hosts);
  if (command === null) throw new Error(`${client.name} has gone`);
  const began = performance.now();
  try {
    const calls = await converse(command);
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    table.push({ client: client.name, ...row, calls: calls.length, seconds, differences: 0 });
    return calls;
  } finally {
    await servers.close();
  }
}

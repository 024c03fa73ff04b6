import type { Client } from '@menagerie/client';
import { describe } from 'vitest';
import { apache, leftOut } from '../../client/interop/backend.ts';
import { ours } from '../../client/test/helpers/servers.ts';
import type { Backend } from '../../client/test/suites/backend.ts';
import { hasChildren } from '../test/suites/subtree.ts';

/** Grants for each contender. */
export const GRANTS = Number(process.env['MENAGERIE_GRANTS'] ?? 40);

/** No machine is so slow that such a session ends. */
export const LONG = { sessionTimeoutMs: 40_000 };

/** One server, and a client of it. */
export async function on(
  backend: Backend,
  act: (zk: Client, hosts: string) => Promise<void>,
): Promise<void> {
  const started = await backend.start(1);
  const { servers } = started;
  try {
    const zk = await backend.open(servers, LONG);
    await act(zk, `127.0.0.1:${servers[0]?.clientPort}`);
    await zk.close();
  } finally {
    await started.close();
  }
}

/**
 * Starts others, and lets them begin when all of them are there: a virtual machine takes longer to
 * start than ours to be done.
 *
 * @returns what they print until they end
 */
export async function begun(
  zk: Client,
  start: () => readonly Promise<string[]>[],
): Promise<{ readonly theirs: Promise<string[][]> }> {
  await zk.create('/stay');
  await zk.create('/seen');
  const running = start();
  const theirs = Promise.all(running);
  await Promise.race([hasChildren(zk, '/seen', running.length), theirs]);
  await zk.delete('/stay');
  return { theirs };
}

/** The same tests with our servers on each core, and with Apache's where it is installed. */
export function onEach(test: (backend: Backend) => void): void {
  for (const backend of ours) {
    describe(`on ${backend.title}`, () => {
      test(backend);
    });
  }
  describe.skipIf(leftOut !== null)(leftOut ?? `on ${apache.title}`, () => {
    test(apache);
  });
}

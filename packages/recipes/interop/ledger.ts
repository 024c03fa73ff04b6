import type { Client } from '@menagerie/client';
import type { Grant } from '@menagerie/recipes';

/** Nobody inside, and nothing granted. */
export const EMPTY = '0 0 0 0 0 0';

export const textOf = (data: Uint8Array | null): string =>
  new TextDecoder().decode(data ?? undefined);

/** Writers, readers and leases inside; grants and overlaps so far; the last writer's token. */
type Row = [
  writers: number,
  readers: number,
  leases: number,
  grants: number,
  bad: number,
  last: number,
];

/** Every contender notes in one znode that it comes in, and that it goes: by compare-and-set. */
async function ledger(zk: Client, change: (row: Row) => void): Promise<void> {
  for (;;) {
    const { data, stat } = await zk.get('/ledger');
    const row = textOf(data).split(' ').map(Number) as Row;
    change(row);
    const set = zk.set('/ledger', row.join(' '), { version: stat.version });
    const isSet = await set.then(
      () => true,
      () => false,
    );
    if (isSet) return;
  }
}

/** Comes in, goes out and gives back. */
export async function within(
  zk: Client,
  kind: 'write' | 'read' | 'lease',
  grant: Grant,
): Promise<void> {
  const at = { write: 0, read: 1, lease: 2 }[kind];
  const token = Number(grant.token);
  let looks = 0;
  let isBad = false;
  await ledger(zk, (row) => {
    const [writers, readers, leases, , , last] = row;
    looks += 1;
    // Once seen it stays so. And whoever is alone writes at the first attempt.
    isBad ||= {
      write: writers > 0 || readers > 0 || token <= last || looks > 1,
      read: writers > 0,
      lease: leases > 0 || looks > 1,
    }[kind];
    if (isBad) row[4] += 1;
    if (kind === 'write') row[5] = Math.max(last, token);
    row[at] = (row[at] ?? 0) + 1;
    row[3] += 1;
  });
  await ledger(zk, (row) => {
    row[at] = (row[at] ?? 0) - 1;
  });
  await grant.release();
}

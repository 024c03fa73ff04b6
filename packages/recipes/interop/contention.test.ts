import type { Client } from '@menagerie/client';
import {
  ClaimQueue,
  DoubleBarrier,
  type Grant,
  LeaderLatch,
  Mutex,
  Queue,
  ReadWriteLock,
  Semaphore,
} from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import { apache, leftOut } from '../../client/interop/backend.ts';
import { ours } from '../../client/test/helpers/servers.ts';
import type { Backend } from '../../client/test/suites/backend.ts';
import { type Contender, curator, kazoo } from './contenders.ts';

/** Grants for each contender. */
const GRANTS = Number(process.env['MENAGERIE_GRANTS'] ?? 40);

const text = (data: Uint8Array | null): string => new TextDecoder().decode(data ?? undefined);

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
    const row = text(data).split(' ').map(Number) as Row;
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
async function within(zk: Client, kind: 'write' | 'read' | 'lease', grant: Grant): Promise<void> {
  const at = { write: 0, read: 1, lease: 2 }[kind];
  const token = Number(grant.token);
  await ledger(zk, (row) => {
    const [writers, readers, leases, , , last] = row;
    const isBad = {
      write: writers > 0 || readers > 0 || token <= last,
      read: writers > 0,
      lease: leases >= 2,
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

/** What ours does, how often. */
type Own = (zk: Client, times: number) => Promise<void>;

const repeated =
  (act: (zk: Client, turn: number) => Promise<void>): Own =>
  async (zk, times) => {
    for (let turn = 0; turn < times; turn += 1) await act(zk, turn);
  };

interface Contest {
  readonly what: string;
  readonly others: readonly Contender[];
  readonly own: Own;
}

const CONTESTS: readonly Contest[] = [
  {
    what: 'lock',
    others: [curator, kazoo],
    own: repeated(async (zk) => within(zk, 'write', await new Mutex(zk, '/contended').acquire())),
  },
  {
    what: 'plain-lock',
    others: [kazoo],
    own: repeated(async (zk) => within(zk, 'write', await new Mutex(zk, '/contended').acquire())),
  },
  {
    what: 'read-write',
    others: [curator, kazoo],
    own: repeated(async (zk, turn) => {
      const lock = new ReadWriteLock(zk, '/contended');
      if (turn % 2 === 0) await within(zk, 'write', await lock.write());
      else await within(zk, 'read', await lock.read());
    }),
  },
  {
    what: 'semaphore',
    others: [curator],
    own: repeated(async (zk) =>
      within(zk, 'lease', await new Semaphore(zk, '/contended', 2).acquire()),
    ),
  },
  {
    what: 'latch',
    others: [curator],
    own: repeated(async (zk) =>
      within(zk, 'write', await new LeaderLatch(zk, '/contended').lead()),
    ),
  },
];

function testContention(backend: Backend, left: string | null): void {
  describe.skipIf(left !== null)(left ?? `on ${backend.title}`, () => {
    for (const { what, others, own } of CONTESTS) {
      const missing = others.find((other) => other.leftOut !== null)?.leftOut ?? null;
      const names = others.map(({ name }) => name).join(' and ');
      it.skipIf(missing !== null)(
        missing ?? `${what}: ours beside ${names}`,
        async () => {
          await on(backend, async (zk, hosts) => {
            await zk.create('/ledger', '0 0 0 0 0 0');
            const two = await backend.open([{ clientPort: Number(hosts.split(':')[1]) }], LONG);
            await Promise.all([
              own(zk, GRANTS),
              own(two, GRANTS),
              ...others.map((other) => other.run(hosts, what, GRANTS)),
            ]);
            const [writers, readers, leases, grants, bad] = text((await zk.get('/ledger')).data)
              .split(' ')
              .map(Number);
            expect({ writers, readers, leases, grants, bad }).toEqual({
              writers: 0,
              readers: 0,
              leases: 0,
              grants: GRANTS * (others.length + 2),
              bad: 0,
            });
          });
        },
        0,
      );
    }

    const both = curator.leftOut ?? kazoo.leftOut;
    it.skipIf(both !== null)(
      both ?? 'members of all three meet',
      async () => {
        await on(backend, async (zk, hosts) => {
          const barrier = new DoubleBarrier(zk, '/contended', 'ours', 3);
          await zk.create('/contended');
          const own = barrier.enter().then(() => barrier.leave());
          const all = await Promise.all([
            own,
            curator.run(hosts, 'meeting', 3),
            kazoo.run(hosts, 'meeting', 3),
          ]);
          expect(all).toEqual([undefined, ['in'], ['in']]);
        });
      },
      0,
    );

    it.skipIf(curator.leftOut !== null)(
      curator.leftOut ?? 'entries of Curator’s queue are ours, and ours are its',
      async () => {
        await on(backend, async (zk, hosts) => {
          const queue = new Queue(zk, '/contended');
          for (let number = 0; number < 5; number += 1) await queue.put(`ours ${number}`);
          const taken = await curator.run(hosts, 'take', 5);
          expect(taken).toEqual(Array.from({ length: 5 }, (_, number) => `ours ${number}`));
          const putting = curator.run(hosts, 'put', 5);
          const own: string[] = [];
          for (let number = 0; number < 5; number += 1) own.push(text(await queue.take()));
          await putting;
          expect(own).toEqual(Array.from({ length: 5 }, (_, number) => `curator ${number}`));
        });
      },
      0,
    );

    it.skipIf(kazoo.leftOut !== null)(
      kazoo.leftOut ?? 'entries of kazoo’s queue are claimed by ours, and ours by it',
      async () => {
        await on(backend, async (zk, hosts) => {
          const queue = new ClaimQueue(zk, '/contended');
          const putting = kazoo.run(hosts, 'put', 5);
          const own: string[] = [];
          for (let number = 0; number < 5; number += 1) {
            const entry = await queue.take();
            own.push(text(entry.data));
            await entry.done();
          }
          await putting;
          expect(own).toEqual(Array.from({ length: 5 }, (_, number) => `kazoo ${number}`));
          for (let number = 0; number < 6; number += 1) await queue.put(`ours ${number}`);
          // Both at once, and no entry twice.
          const taking = kazoo.run(hosts, 'take', 3);
          const mine: string[] = [];
          for (let number = 0; number < 3; number += 1) {
            const entry = await queue.take();
            mine.push(text(entry.data));
            await entry.done();
          }
          const all = [...mine, ...(await taking)].sort();
          expect(all).toEqual(Array.from({ length: 6 }, (_, number) => `ours ${number}`));
        });
      },
      0,
    );
  });
}

const LONG = { sessionTimeoutMs: 40_000 };

/** One server, and a client of it. */
async function on(
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

for (const backend of ours) testContention(backend, null);
testContention(apache, leftOut);

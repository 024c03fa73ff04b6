import type { Client } from '@menagerie/client';
import { LeaderLatch, LeaderSelector, Mutex, ReadWriteLock, Semaphore } from '@menagerie/recipes';
import { expect, it } from 'vitest';
import { type Contender, curator, kazoo } from './contenders.ts';
import { EMPTY, textOf, within } from './ledger.ts';
import { begun, GRANTS, LONG, on, onEach } from './stage.ts';

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
      within(zk, 'lease', await new Semaphore(zk, '/contended', 1).acquire()),
    ),
  },
  {
    what: 'election',
    others: [curator, kazoo],
    own: repeated(async (zk) => {
      const { signal } = new AbortController();
      const selector = new LeaderSelector(zk, '/contended');
      await selector.leadOnce((term) => within(zk, 'write', term), { signal });
    }),
  },
  {
    what: 'latch',
    others: [curator],
    own: repeated(async (zk) =>
      within(zk, 'write', await new LeaderLatch(zk, '/contended').lead()),
    ),
  },
];

onEach((backend) => {
  for (const { what, others, own } of CONTESTS) {
    const missing = others.find((other) => other.leftOut !== null)?.leftOut ?? null;
    const names = others.map(({ name }) => name).join(' and ');
    it.skipIf(missing !== null)(
      missing ?? `${what}: ours beside ${names}`,
      async () => {
        await on(backend, async (zk, hosts) => {
          await zk.create('/ledger', EMPTY);
          const two = await backend.open([{ clientPort: Number(hosts.split(':')[1]) }], LONG);
          const { theirs } = await begun(zk, () =>
            others.map((other) => other.run(hosts, what, GRANTS)),
          );
          await Promise.all([own(zk, GRANTS), own(two, GRANTS), theirs]);
          const [writers, readers, leases, grants, bad] = textOf((await zk.get('/ledger')).data)
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
});

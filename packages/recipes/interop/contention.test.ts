import type { Client } from '@menagerie/client';
import {
  ClaimQueue,
  Counter,
  Discovery,
  DoubleBarrier,
  joinGroup,
  LeaderLatch,
  Mutex,
  Queue,
  ReadWriteLock,
  revocationOf,
  Semaphore,
} from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import { apache, leftOut } from '../../client/interop/backend.ts';
import { ours } from '../../client/test/helpers/servers.ts';
import type { Backend } from '../../client/test/suites/backend.ts';
import { aborted, hasChildren } from '../test/suites/subtree.ts';
import { type Contender, curator, kazoo } from './contenders.ts';
import { EMPTY, textOf, within } from './ledger.ts';

/** Grants for each contender. */
const GRANTS = Number(process.env['MENAGERIE_GRANTS'] ?? 40);

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
            await zk.create('/ledger', EMPTY);
            const two = await backend.open([{ clientPort: Number(hosts.split(':')[1]) }], LONG);
            // All begin together: a virtual machine takes longer to start than ours to be done.
            await zk.create('/stay');
            await zk.create('/seen');
            const theirs = Promise.all(others.map((other) => other.run(hosts, what, GRANTS)));
            await Promise.race([hasChildren(zk, '/seen', others.length), theirs]);
            await zk.delete('/stay');
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

    it.skipIf(both !== null)(
      both ?? 'all three count together, and are one group',
      async () => {
        await on(backend, async (zk, hosts) => {
          const add = async (counter: Counter): Promise<void> => {
            for (let times = 0; times < GRANTS; times += 1) await counter.add(1n);
          };
          const binary = new Counter(zk, '/contended', { format: 'int64' });
          await Promise.all([add(binary), curator.run(hosts, 'count', GRANTS)]);
          expect((await binary.get()).value).toBe(2n * BigInt(GRANTS));
          await zk.delete('/contended');
          const decimal = new Counter(zk, '/contended', { format: 'text' });
          await decimal.set(0n);
          await Promise.all([add(decimal), kazoo.run(hosts, 'count', GRANTS)]);
          expect((await decimal.get()).value).toBe(2n * BigInt(GRANTS));
          await zk.delete('/contended');

          await zk.create('/stay');
          await zk.create('/seen');
          // kazoo's Party looks at names with this in them only, and at what they show.
          await joinGroup(zk, '/contended', 'ours__party__', 'ours');
          const others = [curator.run(hosts, 'join', 3), kazoo.run(hosts, 'join', 2)];
          await hasChildren(zk, '/seen', 2);
          await zk.delete('/stay');
          const [theirs, party] = await Promise.all(others);
          expect(theirs).toHaveLength(3);
          expect(theirs).toEqual(expect.arrayContaining(['curator', 'ours__party__']));
          expect(party).toEqual(['kazoo', 'ours']);
        });
      },
      0,
    );

    it.skipIf(curator.leftOut !== null)(
      curator.leftOut ?? 'Curator finds our services and we its, and it can ask for our lock',
      async () => {
        await on(backend, async (zk, hosts) => {
          await zk.create('/stay');
          await zk.create('/seen');
          const discovery = new Discovery(zk, '/contended');
          const address = '10.0.0.1';
          await discovery.register({ name: 'print', id: 'ours', address, port: 8 });
          await using service = await discovery.service('print');
          const theirs = curator.run(hosts, 'discover', 1);
          const found = await service.when((instances) => instances.length === 2);
          expect(found).toMatchObject([
            { id: 'curator', address: '10.0.0.2', port: 9 },
            { id: 'ours', address: '10.0.0.1', port: 8 },
          ]);
          await hasChildren(zk, '/seen', 1);
          await zk.delete('/stay');
          expect((await theirs).sort()).toEqual(['curator 10.0.0.2 9', 'ours 10.0.0.1 8']);
          await service.when((instances) => instances.length === 1);
        });
        await on(backend, async (zk, hosts) => {
          const grant = await new Mutex(zk, '/contended').acquire();
          const revoked = revocationOf(zk, grant);
          await curator.run(hosts, 'revoke', 1);
          await aborted(revoked);
          await grant.release();
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
          for (let number = 0; number < 5; number += 1) own.push(textOf(await queue.take()));
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
            own.push(textOf(entry.data));
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
            mine.push(textOf(entry.data));
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

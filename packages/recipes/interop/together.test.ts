import type { Client } from '@menagerie/client';
import {
  ClaimQueue,
  Counter,
  Discovery,
  DoubleBarrier,
  joinGroup,
  Mutex,
  Queue,
  revocationOf,
} from '@menagerie/recipes';
import { expect, it } from 'vitest';
import { aborted, hasChildren } from '../test/suites/subtree.ts';
import { curator, kazoo } from './contenders.ts';
import { textOf } from './ledger.ts';
import { begun, GRANTS, on, onEach } from './stage.ts';

/** Meetings take three, and so longer than a grant. */
const MEETINGS = Math.ceil(GRANTS / 10);

const numbered = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, number) => `${who} ${number}`);

/** Puts so many entries, one behind the other. */
async function fill(queue: { put(data: string): Promise<unknown> }, count: number): Promise<void> {
  for (const entry of numbered('ours', count)) await queue.put(entry);
}

/** Takes so many entries. */
async function taken(take: () => Promise<string>, count: number): Promise<string[]> {
  const entries: string[] = [];
  while (entries.length < count) entries.push(await take());
  return entries;
}

async function claimed(queue: ClaimQueue): Promise<string> {
  const entry = await queue.take();
  await entry.done();
  return textOf(entry.data);
}

/**
 * Comes, and goes, as all three do; nobody is let in before all have come. They go when all are in:
 * kazoo's enter hangs where others leave between its look for `ready` and its count.
 */
async function meet(zk: Client, meeting: number): Promise<void> {
  const barrier = new DoubleBarrier(zk, `/contended/${meeting}`, 'ours', 3);
  await zk.create(`/came/${meeting}/ours`);
  await barrier.enter();
  expect((await zk.getChildren(`/came/${meeting}`)).children).toHaveLength(3);
  await zk.create(`/met/${meeting}/ours`);
  await hasChildren(zk, `/met/${meeting}`, 3);
  await barrier.leave();
}

onEach((backend) => {
  const both = curator.leftOut ?? kazoo.leftOut;
  it.skipIf(both !== null)(
    both ?? 'members of all three meet',
    async () => {
      await on(backend, async (zk, hosts) => {
        await zk.create('/contended');
        for (let meeting = 0; meeting < MEETINGS; meeting += 1) {
          await zk.create(`/came/${meeting}`, null, { parents: 'persistent' });
          await zk.create(`/met/${meeting}`, null, { parents: 'persistent' });
        }
        const others = [curator, kazoo].map((other) => other.run(hosts, 'meeting', MEETINGS));
        for (let meeting = 0; meeting < MEETINGS; meeting += 1) await meet(zk, meeting);
        await Promise.all(others);
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
        const take = async (): Promise<string> => textOf(await queue.take());
        await fill(queue, GRANTS);
        expect(await curator.run(hosts, 'take', GRANTS)).toEqual(numbered('ours', GRANTS));
        const putting = curator.run(hosts, 'put', GRANTS);
        expect(await taken(take, GRANTS)).toEqual(numbered('curator', GRANTS));
        await putting;
        // Both at once, and no entry twice.
        await fill(queue, 2 * GRANTS);
        const { theirs } = await begun(zk, () => [curator.run(hosts, 'take', GRANTS)]);
        const all = [await taken(take, GRANTS), ...(await theirs)];
        expect(all.flat().toSorted()).toEqual(numbered('ours', 2 * GRANTS).toSorted());
      });
    },
    0,
  );

  it.skipIf(kazoo.leftOut !== null)(
    kazoo.leftOut ?? 'entries of kazoo’s queue are claimed by ours, and ours by it',
    async () => {
      await on(backend, async (zk, hosts) => {
        const queue = new ClaimQueue(zk, '/contended');
        const putting = kazoo.run(hosts, 'put', GRANTS);
        const own = await taken(() => claimed(queue), GRANTS);
        expect(own).toEqual(numbered('kazoo', GRANTS));
        await putting;
        await fill(queue, 2 * GRANTS);
        // Both at once, and no entry twice.
        const { theirs } = await begun(zk, () => [kazoo.run(hosts, 'take', GRANTS)]);
        const all = [await taken(() => claimed(queue), GRANTS), ...(await theirs)];
        expect(all.flat().toSorted()).toEqual(numbered('ours', 2 * GRANTS).toSorted());
      });
    },
    0,
  );
});

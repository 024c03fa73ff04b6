import { afterEach, beforeEach, expect, it } from 'vitest';
import { raftCounts } from '../test/explorer/helpers/counts.ts';
import type { Asked, Told } from './messages.ts';

let worker: Worker;
let told: Told[];
let heard: (news: Told) => void;

beforeEach(() => {
  told = [];
  heard = () => {};
  worker = new Worker(new URL('./explore.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    told.push(data);
    heard(data);
  });
});

afterEach(() => worker.terminate());

function ask(asked: Asked): void {
  worker.postMessage(asked);
}

/** The first news from now on that are the ones waited for. */
function news(isIt: (news: Told) => boolean): Promise<Told> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
    heard = (each) => {
      if (isIt(each)) resolve(each);
    };
  });
}

it.each(['3 elections', '2 elections, 1 write, 1 crash, slow disks'])(
  'a worker of the browser counts what Node counts: %s',
  async (scope) => {
    ask({ type: 'explore', scope });
    const { status, distinct, generated } = await news(({ type }) => type === 'over');
    expect(status).toBe('exhausted');
    expect([distinct, generated]).toEqual(raftCounts[scope]);
    // It went on in slices, and the page could have had its say after each.
    const slices = told.filter(({ type }) => type === 'slice');
    expect(slices.length).toBe(Math.ceil(distinct / 1000) - 1);
  },
);

it('a search that is cancelled half way stops, and the worker is free for another', async () => {
  const large = '4 elections, 2 writes';
  const [all = 0] = raftCounts[large] ?? [];
  ask({ type: 'explore', scope: large });
  await news(({ distinct }) => distinct > 20_000);
  ask({ type: 'cancel' });
  const stopped = await news(({ type }) => type === 'cancelled');
  expect(stopped.status).toBe('searching');
  expect(stopped.distinct).toBeGreaterThan(20_000);
  expect(stopped.distinct).toBeLessThan(all);
  const before = told.length;
  ask({ type: 'explore', scope: '3 elections' });
  const { distinct, generated } = await news(({ type }) => type === 'over');
  expect([distinct, generated]).toEqual(raftCounts['3 elections']);
  // Nothing came of the first any more.
  expect(told.slice(before).every(({ scope }) => scope === '3 elections')).toBe(true);
});

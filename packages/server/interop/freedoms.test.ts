import { describe, expect, it } from 'vitest';
import { shrink } from './compare.ts';
import { plain, timesFollowZxids } from './freedoms.ts';
import type { Heard } from './line.ts';

const stat = (czxid: bigint, time: bigint) => ({
  czxid,
  mzxid: czxid,
  ctime: time,
  mtime: time,
  version: 0,
  cversion: 0,
  aversion: 0,
  ephemeralOwner: 0n,
  dataLength: 0,
  numChildren: 0,
  pzxid: czxid,
});

const answer = (zxid: bigint, time = 1n): Heard => ({
  type: 'reply',
  bytes: 84,
  to: 'exists',
  reply: { type: 'done', xid: 1, zxid, body: { stat: stat(zxid, time) } },
});

const transcript = (base: bigint, ...heard: readonly Heard[]) => ({
  lines: [{ client: 0, heard }],
  sessions: [],
  base,
});

describe('what is free', () => {
  it('is which zxid a sequence begins at, and not how many a request takes', () => {
    const one = plain(transcript(5n, answer(7n)));
    expect(plain(transcript(1005n, answer(1007n)))).toEqual(one);
    expect(plain(transcript(1005n, answer(1008n)))).not.toEqual(one);
  });

  it('is at which ports the servers of an ensemble are, and nothing else about them', () => {
    const read = (text: string): Heard => {
      const body = { data: new TextEncoder().encode(text), stat: stat(0n, 0n) };
      const reply = { type: 'done', xid: 1, zxid: 9n, body } as const;
      return { type: 'reply', bytes: 84, to: 'getData', reply };
    };
    const one = plain(transcript(5n, read('server.1=127.0.0.1:10:11:participant\nversion=0')));
    const other = read('server.1=127.0.0.1:12:13:participant\nversion=0');
    expect(plain(transcript(5n, other))).toEqual(one);
    for (const text of ['server.1=127.0.0.1:12:13:observer\nversion=0', 'server.1=a:12:13\n']) {
      expect(plain(transcript(5n, read(text)))).not.toEqual(one);
    }
  });

  it('is what the clock says, and not whether it goes back', () => {
    expect(timesFollowZxids(transcript(0n, answer(2n, 9n), answer(1n, 9n)))).toBeNull();
    expect(timesFollowZxids(transcript(0n, answer(2n, 8n), answer(1n, 9n)))).toContain('earlier');
    expect(timesFollowZxids(transcript(0n, answer(1n, 8n), answer(1n, 9n)))).toContain('two times');
  });

  it('is not the length of a reply', () => {
    const longer = { ...answer(7n), bytes: 85 };
    expect(plain(transcript(5n, longer))).not.toEqual(plain(transcript(5n, answer(7n))));
  });
});

it('a sequence that differs is shrunk to the steps that make it differ', async () => {
  const differs = (kept: readonly number[]) =>
    Promise.resolve(kept.includes(3) && kept.includes(40));
  expect(await shrink(70, differs)).toEqual([3, 40]);
});

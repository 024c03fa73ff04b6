import type { Shape } from '@menagerie/contract';
import { describe, expect, it } from 'vitest';
import { Haste } from '../src/member/haste.ts';
import { CORES, ensemble } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

/** Whoever waits for it waits longer than a test may take. */
const SILENCE_MS = 3_600_000;

/** Server 2 of five, of which the last does not vote; what it hastens is written down. */
function observed() {
  const hastened: (readonly [timer: string, ms: number])[] = [];
  const armed = new Set(['contact']);
  const haste = new Haste<Shape>({
    ensemble: { servers: 5, observers: [4], silenceMs: SILENCE_MS },
    self: 2,
    hasty: () => [
      { timer: 'contact', quorumMs: null },
      { timer: 'election', quorumMs: 50 },
    ],
    hasten: (timer, ms) => {
      if (armed.delete(timer)) hastened.push([timer, ms]);
      // As Raft's core does.
      if (timer === 'contact') armed.add('election');
    },
  });
  return { hastened, haste };
}

describe('a first leader is not waited for', () => {
  it.each(CORES)('by one server on %s: nobody else can lead', async (core) => {
    const [server] = await ensemble(core, 1, { silenceMs: SILENCE_MS });
    const client = await RawClient.open(server?.clientPort ?? 0);
    expect((await client.ask('exists', { path: '/', watch: false })).type).toBe('done');
  });

  it('once a majority of the voters is connected both ways, one server after the other', () => {
    const { hastened, haste } = observed();
    haste.act();
    expect(hastened).toEqual([['contact', 0]]);
    for (const peer of [0, 3, 4]) haste.link(peer, true);
    for (const peer of [0, 1, 4]) haste.heard(peer);
    expect(hastened).toHaveLength(1);
    haste.link(1, true);
    expect(hastened.slice(1)).toEqual([['election', 200]]);
  });

  it('by a server whose peers have gone again', () => {
    const { hastened, haste } = observed();
    haste.act();
    haste.link(0, true);
    haste.heard(0);
    haste.link(0, false);
    haste.link(1, true);
    haste.heard(1);
    expect(hastened).toHaveLength(1);
  });
});

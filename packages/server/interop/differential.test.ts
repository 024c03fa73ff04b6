import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApache, HOW_TO_GET } from './apache.ts';
import { compare, type Difference, type Pair, shrink } from './compare.ts';
import { generate } from './generate.ts';
import { startPair } from './servers.ts';
import { requestsOf, type Step, shown } from './steps.ts';

const LENGTH = 70;

/** From the environment, so that a campaign needs no change, and a seed can be tried again. */
const SEQUENCES = Number(process.env['MENAGERIE_INTEROP_SEQUENCES'] ?? 100);
const FIRST = Number(process.env['MENAGERIE_INTEROP_SEED'] ?? 1);

const { MENAGERIE_INTEROP_CORE: CORE } = process.env;
const SIZE = Number(process.env['MENAGERIE_INTEROP_SERVERS'] ?? 1);
/** How many of Apache's. */
const THEIRS = Number(process.env['MENAGERIE_INTEROP_APACHE'] ?? 1);

const installed = findApache();
const core = CORE === 'raft' || CORE === 'paxos' ? CORE : 'zab';
const title = installed === null ? `Apache ZooKeeper, left out: ${HOW_TO_GET}` : 'Apache ZooKeeper';

describe.skipIf(installed === null)(title, () => {
  let pair: (Pair & { close(): Promise<void> }) | null = null;
  let runs = 0;

  beforeAll(async () => {
    if (installed !== null) pair = await startPair(installed, core, SIZE, { size: THEIRS });
  });

  afterAll(() => pair?.close());

  const stepsOf = (seed: number): readonly Step[] => {
    runs += 1;
    const steps = generate(seed, `/r${String(runs).padStart(7, '0')}`, LENGTH);
    // Of several of Apache's servers, the one that a client left does not close its connection.
    return THEIRS === 1 ? steps : steps.filter(({ type }) => type !== 'move');
  };

  it('answers and tells as our server does, but for what is free', { timeout: 0 }, async () => {
    const both = pair;
    if (both === null) throw new Error('no servers to compare');
    let requests = 0;
    for (let seed = FIRST; seed < FIRST + SEQUENCES; seed += 1) {
      const steps = stepsOf(seed);
      requests += steps.reduce((sum, step) => sum + requestsOf(step), 0);
      const first = await compare(both, steps);
      if (first === null) continue;
      expect.fail(await explain(both, seed, first));
    }
    console.log(
      `${requests} requests in ${SEQUENCES} sequences, from seed ${FIRST}, of ${SIZE} on ${core} and ${THEIRS} of Apache's`,
    );
    expect(requests).toBeGreaterThan(0);
  });

  /** The smallest sequence that differs, and how. */
  async function explain(both: Pair, seed: number, first: Difference): Promise<string> {
    const { length } = stepsOf(seed);
    const part = (kept: readonly number[]): readonly Step[] => {
      const steps = stepsOf(seed);
      return kept.flatMap((at) => steps[at] ?? []);
    };
    const kept = await shrink(length, async (some) => (await compare(both, part(some))) !== null);
    const steps = part(kept);
    const difference = await compare(both, steps);
    return [
      `seed ${seed} makes a difference:`,
      ...steps.map((step) => `  ${shown(step)}`),
      ...Object.entries(difference ?? { ...first, found: 'once only' }).map(
        ([name, value]) => `${name}: ${shown(value)}`,
      ),
    ].join('\n');
  }
});

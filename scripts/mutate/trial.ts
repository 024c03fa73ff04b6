/**
 * Tries mutants in one process, inside the copy of the project: says `ready`, and for each id that
 * it is sent what noticed the mutant, or `null`.
 */
import type { Shape, Subject } from '@menagerie/contract';
import { Campaign } from '@menagerie/simulator';

/** Enough for most `sometimes` properties to be reached by the core as it is. */
const SEEDS = 24;
/** How often a mutated place may be passed; beyond, it runs in a circle. */
const HITS = 50_000_000;

/** What the switches in the mutated sources read. */
interface Switches {
  activeMutant?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, number> };
}

declare global {
  var __stryker__: Switches | undefined;
}

type Check = () => string | null;

async function checkOf(protocol: string): Promise<Check> {
  switch (protocol) {
    case 'raft':
      return campaignOf((await import('@menagerie/raft/testing')).raftSubject);
    case 'paxos':
      return campaignOf((await import('@menagerie/paxos/testing')).paxosSubject);
    case 'synod':
      return campaignOf((await import('@menagerie/paxos/testing')).synodSubject);
    case 'zab':
      return campaignOf((await import('@menagerie/zab/testing')).zabSubject);
    default:
      throw new Error(`there is no protocol "${protocol}": use raft, paxos, synod or zab`);
  }
}

/** What random runs notice: a violation, a failure, or something that is never reached any more. */
function campaignOf<S extends Shape>(subject: Subject<S>): Check {
  let reached: readonly string[] = [];
  return () => {
    const campaign = new Campaign(subject, { runTwiceEvery: 0 });
    for (let seed = 0; seed < SEEDS; seed += 1) {
      try {
        const { violation } = campaign.run(seed);
        if (violation !== null) return `seed ${seed}: ${violation.property}`;
      } catch (error) {
        return `seed ${seed}: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
    const summary = campaign.summary();
    // The first run is that of the core as it is.
    if (reached.length === 0) reached = summary.reached;
    const missing = reached.find((name) => summary.unreached.includes(name));
    return missing === undefined ? null : `never reached: ${missing}`;
  };
}

async function main(protocol: string): Promise<void> {
  const check = await checkOf(protocol);
  const switches = (globalThis.__stryker__ ??= {});
  // What runs while the sources load has run: switched later, its mutants would change nothing.
  const once = new Set(Object.keys(switches.mutantCoverage?.static ?? {}));
  const first = check();
  if (first !== null) throw new Error(`the core itself fails: ${first}`);
  process.on('message', (id: string) => {
    if (once.has(id)) {
      process.send?.({ id, noticed: null });
      return;
    }
    switches.activeMutant = id;
    switches.hitCount = 0;
    switches.hitLimit = HITS;
    const noticed = check();
    switches.activeMutant = undefined;
    process.send?.({ id, noticed });
  });
  process.send?.('ready');
}

await main(process.argv[2] ?? '');

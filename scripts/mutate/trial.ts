/**
 * Tries mutants in random runs, in one process, inside the copy of the project: says when it is
 * ready, and answers each id that it is sent with what it saw.
 */
import type { Shape, Subject } from '@menagerie/contract';
import { Campaign } from '@menagerie/simulator';
import { switchesOfProcess, switchOff, switchOn } from './switches.ts';
import type { Seen } from './trials.ts';

/** Enough for most `sometimes` properties to be reached by the core as it is. */
const SEEDS = 24;
/** How often a mutated place may be passed; beyond, it runs in a circle. */
const HITS = 50_000_000;

type Check = () => Omit<Seen, 'loading'>;

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
  const ends: string[] = [];
  return () => {
    const campaign = new Campaign(subject, { runTwiceEvery: 0 });
    let alike = true;
    for (let seed = 0; seed < SEEDS; seed += 1) {
      try {
        const { violation, hash, steps, ms } = campaign.run(seed);
        if (violation !== null) return { by: `seed ${seed}: ${violation.property}`, alike: false };
        // The first campaign is that of the core as it is.
        const end = `${hash} ${steps} ${ms}`;
        ends[seed] ??= end;
        alike &&= ends[seed] === end;
      } catch (error) {
        const failure = error instanceof Error ? error.message : String(error);
        return { by: `seed ${seed}: ${failure}`, alike: false };
      }
    }
    const summary = campaign.summary();
    if (reached.length === 0) reached = summary.reached;
    const missing = reached.find((name) => summary.unreached.includes(name));
    return { by: missing === undefined ? null : `never reached: ${missing}`, alike };
  };
}

async function main(protocol: string): Promise<void> {
  const switches = switchesOfProcess();
  const check = await checkOf(protocol);
  // What runs while the sources load has run: switched later, its mutants would change nothing.
  const loading = new Set(Object.keys(switches.mutantCoverage.static));
  const { by } = check();
  if (by !== null) throw new Error(`the core itself fails: ${by}`);
  process.on('message', (id: string) => {
    switchOn(switches, id, HITS);
    const seen: Seen = { ...check(), loading: loading.has(id) };
    switchOff(switches);
    process.send?.(seen);
  });
  process.send?.('ready');
}

await main(process.argv[2] ?? '');

/** Finds every known mistake, and writes what found it as data for the table of the site. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exploration, Mutant, Shape, Subject } from '@menagerie/contract';
import { Campaign, type Scenario, scenarioToLink } from '@menagerie/simulator';
import { Command } from 'commander';
import { CheckerError } from '../src/errors.ts';
import { Explorer } from '../src/explorer/explore.ts';
import { type Length, lengthOf } from '../src/shrinker/hunt.ts';
import { Shrinker } from '../src/shrinker/shrink.ts';
import { withProtocol } from './protocols.ts';

/** Worlds after which a scope counts as one that does not find a mistake. */
const MOST_WORLDS = 20_000_000;
/** Random runs in which a mistake that no scope finds is looked for. */
const SEEDS = 1500;
/** Runs that a shrinker may play for one mistake. */
const REPLAYS = 6000;

/** A row of the table. */
export interface FoundMistake {
  readonly id: string;
  /** What broke; `null` where nothing did. */
  readonly property: string | null;
  /** Name of the scope that was explored, or `null` where random runs looked. */
  readonly scope: string | null;
  /** The first seed that found it, where random runs did. */
  readonly seed: number | null;
  /** Distinct worlds, or random runs, looked at until it was found. */
  readonly looked: number;
  /** Steps of the shortest way, where a scope was explored. */
  readonly depth: number | null;
  readonly seconds: number;
  /** After shrinking. */
  readonly events: number | null;
  readonly decisions: number | null;
  /** The run, as the part of a link to the lab behind `#`. */
  readonly fragment: string | null;
}

interface Sighting<S extends Shape> {
  readonly property: string;
  readonly scenario: Scenario<S>;
  readonly scope: string | null;
  readonly seed: number | null;
  readonly looked: number;
  readonly depth: number | null;
}

function explored<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  { id }: Mutant<S>,
): Sighting<S> | null {
  const scope = exploration.scopes.find(({ kills }) => kills.includes(id));
  if (scope === undefined) return null;
  const explorer = new Explorer(subject, exploration, scope, {
    mutant: id,
    maxStates: MOST_WORLDS,
  });
  explorer.finish();
  const run = explorer.counterexample();
  if (run === null) return null;
  return {
    property: run.violation.property,
    scenario: run.scenario,
    scope: scope.name,
    seed: null,
    looked: explorer.distinct,
    depth: run.steps,
  };
}

function drawn<S extends Shape>(subject: Subject<S>, { id }: Mutant<S>): Sighting<S> | null {
  const campaign = new Campaign(subject, { mutant: id, runTwiceEvery: 0 });
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { violation, scenario } = campaign.run(seed);
    if (violation === null) continue;
    const { property } = violation;
    return { property, scenario, scope: null, seed, looked: seed + 1, depth: null };
  }
  return null;
}

/** `null` for what is judged once a run has healed: that cannot be shrunk. */
function shrinkerOf<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
  property: string,
): Shrinker<S> | null {
  try {
    return new Shrinker(subject, scenario, property, { maxReplays: REPLAYS });
  } catch (error) {
    if (error instanceof CheckerError && error.code === 'not-violated') return null;
    throw error;
  }
}

function shortened<S extends Shape>(
  subject: Subject<S>,
  { property, scenario }: Sighting<S>,
): { readonly scenario: Scenario<S>; readonly length: Length | null } {
  const shrinker = shrinkerOf(subject, scenario, property);
  if (shrinker === null) return { scenario, length: null };
  const { scenario: short, now } = shrinker.result();
  const wishes = scenario.decisions.map(({ decision }) => ({ decision, about: null }));
  const before = wishes.length === 0 ? now : lengthOf(wishes);
  return now.events <= before.events
    ? { scenario: short, length: now }
    : { scenario, length: before };
}

function rowOf<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  mutant: Mutant<S>,
): FoundMistake {
  const began = performance.now();
  const found = explored(subject, exploration, mutant) ?? drawn(subject, mutant);
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  if (found === null) {
    const nothing = { property: null, scope: null, seed: null, depth: null };
    const unseen = { events: null, decisions: null, fragment: null };
    return { id: mutant.id, ...nothing, looked: SEEDS, seconds, ...unseen };
  }
  const { scenario, length } = shortened(subject, found);
  const { property, scope, seed, looked, depth } = found;
  return {
    id: mutant.id,
    property,
    scope,
    seed,
    looked,
    depth,
    seconds,
    events: length?.events ?? null,
    decisions: length?.decisions ?? null,
    fragment: scenarioToLink('', scenario, subject).replace(/^#/, ''),
  };
}

const command = new Command('zoo-table')
  .description('Finds every known mistake of a protocol and writes the table of the site.')
  .argument('<protocol>', 'raft, synod, paxos or zab')
  .option('-o, --out <folder>', 'where <protocol>.json is written', 'apps/site/src/zoo')
  .addHelpText('after', '\nExample:\n  $ npm run zoo:table -- raft\n')
  .parse();
const [protocol = ''] = command.args;
const { out } = command.opts<{ out: string }>();
const rows = withProtocol(protocol, ({ subject, exploration }) =>
  subject.mutants.map((mutant) => {
    const row = rowOf(subject, exploration, mutant);
    console.log(`${row.id}: ${row.property ?? 'NOT FOUND'}, ${row.events ?? '–'} events`);
    return row;
  }),
);
const events = rows.flatMap((row) => row.events ?? []).toSorted((a, b) => a - b);
console.log(`median of ${events.length}: ${events[Math.floor(events.length / 2)] ?? '–'} events`);
writeFileSync(join(out, `${protocol}.json`), `${JSON.stringify(rows, null, 2)}\n`);

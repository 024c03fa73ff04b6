/** Finds every known mistake, and writes what found it as data for the table of the site. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exploration, Mutant, Shape, Subject } from '@menagerie/contract';
import { paxosInexpressible } from '@menagerie/paxos/testing';
import { raftHarmless, raftInexpressible } from '@menagerie/raft/testing';
import {
  Campaign,
  createSimulation,
  type Scenario,
  scenarioFromLink,
  scenarioToLink,
} from '@menagerie/simulator';
import { zabInexpressible } from '@menagerie/zab/testing';
import { Command } from 'commander';
import { CheckerError } from '../src/errors.ts';
import { Explorer } from '../src/explorer/explore.ts';
import { explorerSearch } from '../src/shrinker/explorer-search.ts';
import { type Length, lengthOf } from '../src/shrinker/hunt.ts';
import { Shrinker } from '../src/shrinker/shrink.ts';
import { withProtocol } from './protocols.ts';
import { stories } from './stories.ts';
import { toolMistakes } from './tool-mistakes.ts';

/** Worlds after which a scope counts as one that does not find a mistake. */
const MOST_WORLDS = 20_000_000;
/** Random runs in which a mistake that no scope finds is looked for. */
const SEEDS = 1500;
/** Runs that a shrinker may play for one mistake. */
const REPLAYS = 12_000;
/** Attempts of a shrinker at a time. */
const SLICE = 1000;
/** Worlds of each scope in which an explorer looks for a shorter run. */
const SEARCHED_WORLDS = 20_000;

/** A row of the table. */
export interface FoundMistake {
  readonly id: string;
  /** What broke; `null` where nothing did. */
  readonly property: string | null;
  /** Name of the scope that was explored, or `null` where runs of the simulator looked. */
  readonly scope: string | null;
  /** Whether the scope begins in the middle: steps count from there. */
  readonly started: boolean;
  /** The first seed that found it, where random runs did; `null` also for a run told by hand. */
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
  /** Why nothing shows it, where nothing does. */
  readonly why: string | null;
}

interface Sighting<S extends Shape> {
  readonly property: string;
  readonly scenario: Scenario<S>;
  readonly scope: string | null;
  readonly started: boolean;
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
    started: scope.start.length > 0,
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
    return { property, scenario, ...random, seed, looked: seed + 1, depth: null };
  }
  return null;
}

const random = { scope: null, started: false } as const;

function told<S extends Shape>(subject: Subject<S>, { id }: Mutant<S>): Sighting<S> | null {
  const story = stories.find(({ mutant }) => mutant === id);
  if (story === undefined) return null;
  // By way of its link, which has the types of the subject again.
  const link = story.tell((itsSubject, scenario) => scenarioToLink('', scenario, itsSubject));
  const scenario = scenarioFromLink(link, [subject]);
  const simulation = createSimulation(subject, scenario);
  while (simulation.step() !== null);
  const { violation } = simulation;
  if (violation === null) return null;
  const { property } = violation;
  return { property, scenario, ...random, seed: null, looked: 1, depth: null };
}

/** `null` for what is judged once a run has healed: that cannot be shrunk. */
function shrinkerOf<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scenario: Scenario<S>,
  property: string,
): Shrinker<S> | null {
  try {
    const search = explorerSearch(subject, exploration, { maxWorlds: SEARCHED_WORLDS });
    return new Shrinker(subject, scenario, property, { maxReplays: REPLAYS, search });
  } catch (error) {
    if (error instanceof CheckerError && error.code === 'not-violated') return null;
    throw error;
  }
}

function shortened<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  { property, scenario }: Sighting<S>,
): { readonly scenario: Scenario<S>; readonly length: Length | null } {
  const shrinker = shrinkerOf(subject, exploration, scenario, property);
  if (shrinker === null) return { scenario, length: null };
  while (shrinker.advance(SLICE)) {}
  const { scenario: short, now } = shrinker.result();
  const wishes = scenario.decisions.map(({ decision }) => ({ decision, about: null }));
  const before = wishes.length === 0 ? now : lengthOf(wishes);
  // The lab stops at whatever breaks first: that must be what the table says.
  return now.events <= before.events && firstBroken(subject, short) === property
    ? { scenario: short, length: now }
    : { scenario, length: before };
}

function firstBroken<S extends Shape>(subject: Subject<S>, scenario: Scenario<S>): string | null {
  const simulation = createSimulation(subject, scenario);
  while (simulation.step() !== null) {}
  return simulation.violation?.property ?? null;
}

function rowOf<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  mutant: Mutant<S>,
): FoundMistake {
  const began = performance.now();
  const found =
    explored(subject, exploration, mutant) ?? told(subject, mutant) ?? drawn(subject, mutant);
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  if (found === null) {
    const nothing = { property: null, ...random, seed: null, depth: null };
    const why = raftHarmless.find(({ id }) => id === mutant.id)?.why ?? null;
    const unseen = { events: null, decisions: null, fragment: null, why };
    return { id: mutant.id, ...nothing, looked: SEEDS, seconds, ...unseen };
  }
  const { scenario, length } = shortened(subject, exploration, found);
  const { property, scope, started, seed, looked, depth } = found;
  return {
    id: mutant.id,
    property,
    scope,
    started,
    seed,
    looked,
    depth,
    seconds,
    events: length?.events ?? null,
    decisions: length?.decisions ?? null,
    fragment: scenarioToLink('', scenario, subject).replace(/^#/, ''),
    why: null,
  };
}

function save(to: string, value: object): void {
  writeFileSync(to, `${JSON.stringify(value, null, 2)}\n`);
}

/** A row that is kept, with what costs nothing to say anew. */
function refreshed<S extends Shape>({ scopes }: Exploration<S>, row: FoundMistake): FoundMistake {
  const scope = scopes.find(({ name }) => name === row.scope);
  const { id, property, seed, looked, depth, seconds, events, decisions, fragment } = row;
  const started = scope !== undefined && scope.start.length > 0;
  const kept = { seed, looked, depth, seconds, events, decisions, fragment };
  return { id, property, scope: row.scope, started, ...kept, why: row.why ?? null };
}

const command = new Command('zoo-table')
  .description('Finds every known mistake of a protocol and writes the table of the site.')
  .argument('<protocol>', 'raft, synod, paxos or zab')
  .option('-o, --out <folder>', 'where <protocol>.json is written', 'apps/site/src/zoo')
  .option('--only <ids>', 'look for these alone, with commas between them; other rows are kept')
  .addHelpText('after', '\nExample:\n  $ npm run zoo:table -- raft\n')
  .parse();
const [protocol = ''] = command.args;
const { out, only } = command.opts<{ out: string; only?: string }>();
const path = join(out, `${protocol}.json`);
const known: readonly FoundMistake[] =
  only === undefined ? [] : JSON.parse(readFileSync(path, 'utf8'));
const wanted = only?.split(',') ?? null;
const rows = withProtocol(protocol, ({ subject, exploration }) =>
  subject.mutants.map((mutant) => {
    const kept = known.find(({ id }) => id === mutant.id);
    if (kept !== undefined && wanted?.includes(mutant.id) === false) {
      return refreshed(exploration, kept);
    }
    const row = rowOf(subject, exploration, mutant);
    console.log(`${row.id}: ${row.property ?? 'NOT FOUND'}, ${row.events ?? '–'} events`);
    return row;
  }),
);
const events = rows.flatMap((row) => row.events ?? []).toSorted((a, b) => a - b);
console.log(`median of ${events.length}: ${events[Math.floor(events.length / 2)] ?? '–'} events`);
save(path, rows);
save(join(out, 'absent.json'), [...raftInexpressible, ...paxosInexpressible, ...zabInexpressible]);
save(join(out, 'tools.json'), toolMistakes);

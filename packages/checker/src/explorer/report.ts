import type { Exploration, Scope, Shape, Subject } from '@menagerie/contract';
import { timersOf } from './cluster/events.ts';
import { reductionsOf } from './cluster/options.ts';
import type { ExploreOptions } from './explore.ts';
import type { Found, SearchStatus } from './search.ts';
import type { SwarmOptions } from './swarm.ts';

/** What a search of a scope has shown, and under which conditions. */
export interface ScopeReport {
  readonly protocol: string;
  readonly mutant: string | null;
  readonly scope: string;
  readonly status: SearchStatus;
  readonly order: string;
  /** The walks of the order `swarm`; `null` in any other. */
  readonly walks: SwarmOptions | null;
  /** Of walks: the worlds that one stood on. */
  readonly distinct: number;
  readonly generated: number;
  /** Steps to the farthest world; `null` unless breadth first. */
  readonly depth: number | null;
  /** Upper bound of the chance that two different worlds were taken for one. */
  readonly collision: number;
  readonly bytesPerState: number;
  /** How often the core was asked. */
  readonly coreSteps: number;
  readonly budgets: readonly string[];
  readonly network: string;
  readonly persistence: string;
  /** Fields of the configuration that differ from the protocol's usual one. */
  readonly flags: readonly string[];
  readonly off: readonly string[];
  readonly reductions: readonly string[];
  readonly reached: readonly string[];
  readonly unreached: readonly string[];
  /** What the scope must come to, and an exhaustive search of the protocol did not. */
  readonly missed: readonly string[];
  /** `eventually` properties: a run that ends because a budget is spent says nothing about them. */
  readonly unchecked: readonly string[];
  readonly violation: {
    readonly property: string;
    readonly steps: number;
    readonly sentence: string;
  } | null;
}

/** What a search has come to, whoever searched. */
export interface Tally {
  readonly status: SearchStatus;
  /** The random walks, if it was them that looked. */
  readonly walks: SwarmOptions | null;
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number | null;
  /** Bytes of the table of states. */
  readonly bytes: number;
  readonly found: Found | null;
  /** Names of the `sometimes` properties that some step has reached. */
  readonly reached: readonly string[];
  readonly coreSteps: number;
  /** Ways of renaming the servers under which worlds count as one. */
  readonly namings: number;
}

/** @internal */
export function reportOf<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scope: Scope<S>,
  {
    mutant = null,
    order = 'breadth',
    reductions,
    properties = subject.properties,
  }: ExploreOptions<S>,
  tally: Tally,
): ScopeReport {
  const { distinct, generated, depth, status, bytes, found, reached, coreSteps, namings } = tally;
  const { walks } = tally;
  const made = reductionsOf(scope, exploration, reductions);
  const named = (kind: string): string[] =>
    properties.filter((property) => property.kind === kind).map(({ name }) => name);
  return {
    protocol: subject.protocol.name,
    mutant,
    scope: scope.name,
    status,
    order,
    walks,
    distinct,
    generated,
    depth,
    // Pairs of worlds, over the fingerprints; with symmetry only the least of several sums is left.
    collision: Math.min(1, ((distinct * (distinct - 1)) / 2 ** 65) * namings),
    bytesPerState: bytes / Math.max(distinct, 1),
    coreSteps,
    budgets: budgetsOf(scope),
    network:
      scope.lost === undefined
        ? scope.network
        : `${scope.network}; always lost: ${scope.lost.what}`,
    persistence: scope.persistence,
    flags: flagsOf(subject, scope),
    off: scope.off,
    reductions: [
      ...(namings > 1 ? [`symmetry (${namings} namings of servers)`] : []),
      ...(made.deadMessages ? ['dead messages'] : []),
      ...(made.wornMessages ? ['worn messages'] : []),
      ...(made.idleInputs ? ['idle inputs'] : []),
    ],
    reached,
    unreached: named('sometimes').filter((name) => !reached.includes(name)),
    missed:
      status === 'exhausted' && mutant === null
        ? scope.reaches.filter((name) => !reached.includes(name))
        : [],
    unchecked: named('eventually'),
    violation:
      found === null
        ? null
        : {
            property: found.violation.property,
            steps: found.path.length - 1,
            sentence: found.violation.sentence,
          },
  };
}

/** A report as lines for a terminal. */
export function reportText(report: ScopeReport): string {
  const { status, distinct, generated, depth, violation, mutant, protocol } = report;
  const listed = (items: readonly string[]): string =>
    items.length === 0 ? 'none' : items.join(', ');
  const lines = [
    `${protocol}${mutant === null ? '' : ` with mistake ${mutant}`}: ${report.scope}`,
    `  result       ${status}, ${mannerOf(report)}`,
    `  states       ${distinct} distinct, ${generated} generated${depth === null ? '' : `, depth ${depth}`}`,
    `  collision    less than ${report.collision.toExponential(1)}`,
    `  memory       ${report.bytesPerState.toFixed(1)} bytes a state; the core was asked ${report.coreSteps} times`,
    `  budgets      ${listed(report.budgets)}`,
    `  network      ${report.network}`,
    `  disks        ${report.persistence}`,
    `  flags        ${listed(report.flags)}`,
    `  left off     ${listed(report.off)}`,
    `  reductions   ${listed(report.reductions)}`,
    `  at once      messages of a server to itself; a restart after a crash`,
    `  reached      ${listed(report.reached)}`,
    `  not reached  ${listed(report.unreached)}`,
    ...(report.missed.length === 0
      ? []
      : [`  vacuous      it must come to ${listed(report.missed)}, or it says nothing`]),
    ...(report.unchecked.length === 0
      ? []
      : [
          `  not checked  ${listed(report.unchecked)}: a run that ends for want of budget says nothing`,
        ]),
  ];
  if (violation !== null) {
    lines.push(
      `  violated     ${violation.property} after ${violation.steps} steps: ${violation.sentence}`,
    );
  }
  return lines.join('\n');
}

function mannerOf({ order, walks }: ScopeReport): string {
  if (walks === null) return `${order} first`;
  const { seed, walks: count, steps } = walks;
  return `up to ${count} random walks of up to ${steps} steps, seed ${seed}; other worlds were not looked at`;
}

function budgetsOf<S extends Shape>(scope: Scope<S>): string[] {
  const { budgets, commands } = scope;
  const { timeouts, crashes = 0, wipes = 0, drops = 0, duplicates = 0 } = budgets;
  const all: [string, number][] = [
    ...timersOf(scope).map((timer): [string, number] => [
      `timeouts of ${timer}`,
      timeouts[timer] ?? 0,
    ]),
    ['commands', commands.length],
    ['crashes', crashes],
    ['wipes', wipes],
    ['drops', drops],
    ['duplicates', duplicates],
  ];
  return all.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
}

function flagsOf<S extends Shape>(
  { protocol, defaultConfig }: Subject<S>,
  { config }: Scope<S>,
): string[] {
  const usual = protocol.schemas.config.toJson(defaultConfig);
  const here = protocol.schemas.config.toJson(config);
  if (typeof usual !== 'object' || typeof here !== 'object' || usual === null || here === null)
    return [];
  const before = new Map(Object.entries(usual));
  return Object.entries(here)
    .filter(([name, value]) => JSON.stringify(before.get(name)) !== JSON.stringify(value))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
}

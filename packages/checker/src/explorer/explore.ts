import type { Exploration, Property, Scope, Shape, Subject, Violation } from '@menagerie/contract';
import type { Scenario } from '@menagerie/simulator';
import { ClusterSpace } from './cluster/cluster-space.ts';
import type { Reductions } from './cluster/options.ts';
import { toScenario } from './cluster/scenario.ts';
import type { Played } from './cluster/start.ts';
import { protocolNamed } from './mutants.ts';
import { reportOf, type ScopeReport, type Tally } from './report.ts';
import { type Found, Search, type SearchStatus } from './search.ts';
import type { SearchOrder } from './space.ts';
import { Swarm, type SwarmOptions } from './swarm.ts';

/** What `swarm` does where nothing else is said. */
const USUAL_WALKS: SwarmOptions = { seed: 1, walks: 10_000, steps: 100 };

export interface ExploreOptions<S extends Shape> {
  /** Id of the mutant to explore in place of the protocol. @default null */
  readonly mutant?: string | null;
  /**
   * `swarm` looks at some of the worlds only, by random walks.
   *
   * @default 'breadth', which finds the shortest way to a violation
   */
  readonly order?: SearchOrder | 'swarm';
  /** Of the order `swarm`. @default seed 1, 10,000 walks of at most 100 steps */
  readonly walks?: Partial<SwarmOptions>;
  /** States after which the search gives up; walks have bounds of their own. @default 2^31 - 1 */
  readonly maxStates?: number;
  readonly reductions?: Reductions;
  /** @default all of the subject */
  readonly properties?: readonly Property<S>[];
}

/** A run that breaks a property. */
export interface BreakingRun<S extends Shape> {
  readonly violation: Violation;
  /** Steps from the start of the scope. */
  readonly steps: number;
  /** For the simulator, a file, a link, the lab. */
  readonly scenario: Scenario<S>;
}

/**
 * Looks at every world of a scope, or walks through it at random, in slices: {@link run} goes on for so many states and returns,
 * so that a page stays awake; whoever has seen enough does not call it again.
 */
export class Explorer<S extends Shape> {
  readonly scope: Scope<S>;
  readonly #subject: Subject<S>;
  readonly #exploration: Exploration<S>;
  readonly #options: ExploreOptions<S>;
  readonly #space: ClusterSpace<S>;
  readonly #search: Search<Played<S>> | Swarm<Played<S>>;

  /** @throws ExplorerError `invalid-scope`, `impossible-start` or `unknown-mutant` */
  constructor(
    subject: Subject<S>,
    exploration: Exploration<S>,
    scope: Scope<S>,
    options: ExploreOptions<S> = {},
  ) {
    const { mutant = null, order = 'breadth', maxStates, reductions, properties } = options;
    const inOrder = order === 'swarm' ? 'depth' : order;
    this.scope = scope;
    this.#subject = subject;
    this.#exploration = exploration;
    this.#options = options;
    this.#space = new ClusterSpace(subject, exploration, scope, {
      protocol: protocolNamed(subject, mutant),
      order: inOrder,
      ...(reductions === undefined ? {} : { reductions }),
      ...(properties === undefined ? {} : { properties }),
    });
    this.#search =
      order === 'swarm'
        ? new Swarm(this.#space, { ...USUAL_WALKS, ...options.walks })
        : new Search(this.#space, {
            order: inOrder,
            ...(maxStates === undefined ? {} : { maxStates }),
          });
  }

  get status(): SearchStatus {
    return this.#search.status;
  }

  /** Worlds found, each once; of walks, those that one stood on. */
  get distinct(): number {
    return this.#search.distinct;
  }

  /** Worlds that came up, each as often as it did. */
  get generated(): number {
    return this.#search.generated;
  }

  /** Steps to the farthest world that was found; `null` unless breadth first. */
  get depth(): number | null {
    return this.#search.depth;
  }

  /** Looks at up to so many worlds more; of walks, takes up to so many steps more. */
  run(worlds: number): SearchStatus {
    return this.#search.run(worlds);
  }

  /** Goes on until the search is over. */
  finish(): SearchStatus {
    return this.#search.finish();
  }

  /**
   * A violation, and a run that leads there.
   *
   * @param found the violation that ended the search where it is left out; or what another search
   *   of the same scope with the same reductions has found
   */
  counterexample(found: Found | null = this.#search.found[0] ?? null): BreakingRun<S> | null {
    if (found === null) return null;
    const { violation, path } = found;
    const played = this.#space.walk(path);
    const { mutant = null } = this.#options;
    const title = `${violation.property}: ${this.scope.name}`;
    const scenario = toScenario(this.#subject, this.scope, played, { mutant, title });
    return { violation, steps: path.length - 1, scenario };
  }

  /** @param tally what another search of the same scope has come to, in place of this one */
  report(tally: Tally = this.tally()): ScopeReport {
    return reportOf(this.#subject, this.#exploration, this.scope, this.#options, tally);
  }

  /** What the search has come to so far. */
  tally(): Tally {
    const { status, distinct, generated, depth, table, found } = this.#search;
    const { namings, coreSteps } = this.#space;
    return {
      status,
      walks: this.#search instanceof Swarm ? this.#search.options : null,
      distinct,
      generated,
      depth,
      bytes: table.bytes,
      found: found[0] ?? null,
      reached: this.#space.reached(),
      coreSteps,
      namings: namings.length,
    };
  }
}

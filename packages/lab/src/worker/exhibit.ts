import type { Shape, Subject } from '@menagerie/contract';
import type { Plan, Scenario } from '@menagerie/simulator';
import type { ProtocolName } from '../model/protocols.ts';
import type { BuiltinChoice } from '../model/run.ts';
import type { Director } from './director.ts';
import type { Lens } from './lens.ts';

/** What the engine must be told of a protocol: its subject, its lens, its words, its scenarios. */
export interface Exhibit<S extends Shape> {
  readonly protocol: ProtocolName;
  readonly subject: Subject<S>;
  readonly lens: Lens<S>;
  readonly words: ProtocolWords;
  /** The script of a built-in scenario; `null` for a name that is not built in. */
  script(choice: BuiltinChoice): Script<S> | null;
}

/** A built-in run: a configuration, a plan, and an opening that is played on the real protocol. */
export interface Script<S extends Shape> {
  readonly config: S['config'];
  readonly plan: Partial<Plan>;
  /** Plays the opening; where it ends the reader begins. */
  readonly play: ((director: Director<S>) => void) | null;
}

type Values = Readonly<Record<string, string | number>>;

/** A sentence of the values that a violation names. */
export type Clause = (values: Values) => string;

export interface PropertyWords {
  readonly name: string;
  readonly says: string;
}

/**
 * What a protocol says in Chinese. Its English is its own; a clause is given in English only where
 * the protocol's own sentence would not do.
 */
export interface ProtocolWords {
  rule(id: string, says: string): string;
  mutant(id: string, mistake: string): string;
  property(name: string): PropertyWords | null;
  clauseZh(name: string): Clause | null;
  clauseEn(name: string): Clause | null;
}

/** The scenario of a script, before anything has happened in it. */
export function scenarioOf<S extends Shape>(
  exhibit: Exhibit<S>,
  choice: BuiltinChoice,
  script: Script<S>,
  calmPlan: Plan,
): Scenario<S> {
  return {
    format: 'menagerie-scenario/1',
    protocol: exhibit.subject.protocol.name,
    mutant: choice.mutant,
    title: choice.name,
    config: script.config,
    seed: choice.seed,
    plan: { ...calmPlan, ...script.plan },
    interventions: [],
    decisions: [],
  };
}

import type { RequestId, ServerId } from './ids.ts';
import type { Effect, Input, Protocol, Shape } from './protocol.ts';
import type { Permutation, Schema } from './schema/schema.ts';
import type { Words } from './schema/words.ts';

/** A server as a property may see it. */
export interface ServerView<S extends Shape> {
  readonly id: ServerId;
  /** `null` while the server is crashed. */
  readonly state: S['state'] | null;
  /** What its disk holds for certain: the fold of the durable batches. */
  readonly image: S['image'];
}

export interface WorldView<S extends Shape> {
  readonly config: S['config'];
  readonly servers: readonly ServerView<S>[];
}

/** One thing that happened, as a property observes it; the view shows the world just after it. */
export type Happening<S extends Shape> =
  | {
      readonly type: 'step';
      readonly server: ServerId;
      readonly input: Input<S>;
      readonly effects: readonly Effect<S>[];
    }
  | {
      readonly type: 'recover';
      readonly server: ServerId;
      readonly effects: readonly Effect<S>[];
    }
  | { readonly type: 'crash'; readonly server: ServerId; readonly wiped: boolean }
  /** All batches of the server up to now are durable, but for the newest `pending` ones. */
  | { readonly type: 'durable'; readonly server: ServerId; readonly pending: number }
  /** An answer left the server; a gated one only now. */
  | {
      readonly type: 'answered';
      readonly server: ServerId;
      readonly request: RequestId;
      readonly answer: S['answer'];
    };

/** Why a property does not hold, in words and in values. */
export interface Violation {
  readonly property: string;
  /** Which clause of the property failed; a key by which a page finds the sentence in its language. */
  readonly clause: string;
  /** The values that the sentence names. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly servers: readonly ServerId[];
  /** The whole in one English sentence. */
  readonly sentence: string;
}

/**
 * - `always`: holds after every event; of what went before it keeps a history.
 * - `step`: holds of every event: of its server before, of what happened, and of the servers after
 *   it. It keeps no history, so that nothing but those can tell for it one world from another.
 * - `sometimes`: some run of a campaign or scope reaches it; proves that the runs are not vacuous.
 * - `eventually`: holds at the end of a run whose faults have healed.
 */
export type PropertyKind = 'always' | 'step' | 'sometimes' | 'eventually';

/** A property at work over one run. Its history is part of the fingerprint of an explored world. */
export interface Monitor<S extends Shape> {
  /**
   * To be called after each event. A tool may leave out events that change nothing in their server
   * and of which nothing comes: a history must not depend on them.
   *
   * @returns for an `always` or `step` property the violation, if any
   */
  observe(happening: Happening<S>, world: WorldView<S>): Violation | null;
  /** For `sometimes` whether it was reached; for all others whether it holds now. */
  holds(world: WorldView<S>): boolean;
  clone(): Monitor<S>;
  /** The same history with all servers renamed. */
  renamed(permutation: Permutation): Monitor<S>;
  /**
   * Canonical words of the history.
   *
   * @param permutation with all servers renamed, where given
   */
  encode(words: Words, permutation?: Permutation): void;
}

/** What properties of all kinds have. */
export interface NamedProperty<S extends Shape> {
  /** As the paper has it: `Election Safety`. */
  readonly name: string;
  /** Paper and section. */
  readonly source: string;
  /** What it says, in one sentence. */
  readonly says: string;
  /** Mutants that it kills. A property that nothing kills counts as unchecked. */
  readonly killedBy: readonly string[];
  /** Sets it to work over one run, from before its first event. */
  start(config: S['config']): Monitor<S>;
}

/**
 * Writes down what of an event a property goes by. Whatever its history, the property does the same
 * on two events of one server with equal words, and nothing at all on one without words, so that a
 * tool need not ask it again: neither does its history change, nor is anything broken, the history
 * being one that has seen all events before. Looks at no other server.
 *
 * @param before the server of the event as it was just before it; `null` where it never ran
 */
export type Glimpse<S extends Shape> = (
  happening: Happening<S>,
  world: WorldView<S>,
  words: Words,
  before: ServerView<S> | null,
) => void;

/**
 * Writes down all that a property may see of a server other than that of the event, so that a tool
 * need not ask it again about servers that are the same to it.
 */
export type Sight<S extends Shape> = (view: ServerView<S>, words: Words) => void;

/** A property that goes by what has happened so far. */
export interface HistoryProperty<S extends Shape> extends NamedProperty<S> {
  readonly kind: Exclude<PropertyKind, 'step'>;
  /** Where it is left out, every event may matter in all its parts. */
  readonly glimpse?: Glimpse<S>;
  /** Where it is left out, all of every server may be seen. */
  readonly others?: Sight<S>;
}

/**
 * A property that goes by one event at a time. Its monitor keeps of each server what the next event
 * there is compared with; whoever has the servers as they were asks {@link StepCheck} instead, and
 * need keep nothing.
 */
export interface StepProperty<S extends Shape> extends NamedProperty<S> {
  readonly kind: 'step';
  readonly step: StepCheck<S>;
}

/** A named property of a protocol. */
export type Property<S extends Shape> = HistoryProperty<S> | StepProperty<S>;

/** A `step` property for whoever has the servers as they were before an event. */
export interface StepCheck<S extends Shape> {
  /**
   * Equal arguments give equal results.
   *
   * @param before the server of the event as it was just before it; `null` where it never ran
   * @param world just after the event. Which servers other than that of the event are looked at
   * depends on nothing but the other arguments, and on the servers that were looked at before; each
   * is looked at through what {@link encode} writes down of it.
   */
  check(
    happening: Happening<S>,
    before: ServerView<S> | null,
    world: WorldView<S>,
  ): Violation | null;
  /** Canonical words of all that a check may see of a server other than that of the event. */
  readonly encode: Sight<S>;
}

/** What the author of a property writes: its history as data, and two functions over it. */
export interface PropertyDefinition<S extends Shape, Ghost extends object> {
  readonly name: string;
  readonly source: string;
  readonly kind: Exclude<PropertyKind, 'step'>;
  readonly says: string;
  readonly killedBy: readonly string[];
  readonly ghost: Schema<Ghost>;
  start(config: S['config']): Ghost;
  observe(ghost: Ghost, happening: Happening<S>, world: WorldView<S>): Violation | null;
  holds?(ghost: Ghost, world: WorldView<S>): boolean;
  /** See {@link HistoryProperty.glimpse}. */
  readonly glimpse?: Glimpse<S>;
  /** See {@link HistoryProperty.others}. */
  readonly others?: Sight<S>;
}

/**
 * Makes a property of its definition, so that properties of different histories share one list. For
 * one that compares an event with nothing but the servers as they are, see `defineStepProperty`.
 */
export function defineProperty<S extends Shape, Ghost extends object>(
  definition: PropertyDefinition<S, Ghost>,
): HistoryProperty<S> {
  return {
    name: definition.name,
    source: definition.source,
    kind: definition.kind,
    says: definition.says,
    killedBy: definition.killedBy,
    start: (config) => new DefinedMonitor(definition, definition.start(config)),
    ...(definition.glimpse === undefined ? {} : { glimpse: definition.glimpse }),
    ...(definition.others === undefined ? {} : { others: definition.others }),
  };
}

/** Many are made while a scope is explored: a class makes them without closures of their own. */
class DefinedMonitor<S extends Shape, Ghost extends object> implements Monitor<S> {
  readonly #definition: PropertyDefinition<S, Ghost>;
  readonly #ghost: Ghost;

  constructor(definition: PropertyDefinition<S, Ghost>, ghost: Ghost) {
    this.#definition = definition;
    this.#ghost = ghost;
  }

  observe(happening: Happening<S>, world: WorldView<S>): Violation | null {
    return this.#definition.observe(this.#ghost, happening, world);
  }

  holds(world: WorldView<S>): boolean {
    return this.#definition.holds?.(this.#ghost, world) ?? true;
  }

  clone(): Monitor<S> {
    return new DefinedMonitor(this.#definition, this.#definition.ghost.clone(this.#ghost));
  }

  renamed(permutation: Permutation): Monitor<S> {
    const { ghost } = this.#definition;
    return new DefinedMonitor(this.#definition, ghost.permute(this.#ghost, permutation));
  }

  encode(words: Words, permutation?: Permutation): void {
    const { ghost } = this.#definition;
    const named = permutation === undefined ? this.#ghost : ghost.permute(this.#ghost, permutation);
    ghost.encode(named, words);
  }
}

/** A known mistake, expressed as a protocol with one rule replaced. */
export interface Mutant<S extends Shape> {
  /** Its id in the zoo: `R-01`. */
  readonly id: string;
  /** What the mistaken implementation does, in one sentence. */
  readonly mistake: string;
  /** Where it was published or met. */
  readonly source: string;
  /** The one rule that is replaced. */
  readonly rule: S['rule'];
  /** Names of properties expected to fail. */
  readonly breaks: readonly string[];
  /** The protocol with the mistake. */
  readonly protocol: Protocol<S>;
}

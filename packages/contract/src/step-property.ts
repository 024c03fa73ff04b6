import type { ServerId } from './ids.ts';
import type {
  Happening,
  Monitor,
  ServerView,
  StepProperty,
  Violation,
  WorldView,
} from './property.ts';
import type { Shape } from './protocol.ts';
import { option, perServer } from './schema/collections.ts';
import type { Permutation, Schema } from './schema/schema.ts';
import type { Words } from './schema/words.ts';

/** The little that a property needs to know of a server. */
export interface Mark<S extends Shape, M> {
  readonly schema: Schema<M>;
  /**
   * A function of what it is given, which may share parts with that: what is to be kept is copied.
   *
   * @returns `null` where there is nothing to know, as of a server that is down
   */
  of(view: ServerView<S>): M | null;
}

/** One event, as a `step` property sees it. */
export interface Step<S extends Shape, Before, Other> {
  readonly happening: Happening<S>;
  /** The mark of the server of the event as it was just before it; `null` where it never ran. */
  readonly before: Before | null;
  /** The server of the event, just after it. */
  readonly now: ServerView<S>;
  readonly config: S['config'];
  /** The mark of a server, any of them, just after the event. */
  readonly look: (server: ServerId) => Other | null;
}

/** What the author of a `step` property writes: what it knows of servers, and one function of it. */
export interface StepPropertyDefinition<S extends Shape, Before, Other> {
  readonly name: string;
  readonly source: string;
  readonly says: string;
  readonly killedBy: readonly string[];
  /**
   * What an event is compared with: what its server was before. Copied after every event, so the
   * smaller the better. Left out where an event is judged by itself; `before` is `null` then.
   */
  readonly before?: Mark<S, Before>;
  /** What it looks at in other servers. Left out where it looks at none; `look` finds `null` then. */
  readonly others?: Mark<S, Other>;
  /** Goes by nothing but the step: it is not told, and must not remember, what went before. */
  check(step: Step<S, Before, Other>): Violation | null;
}

/**
 * Makes a property that holds of every event, and is to be preferred to an `always` property
 * wherever it can be had: where all that an event is compared with is what its server was just
 * before it (a term never goes back) and what the other servers are (a quorum of them holds the
 * entry). What somebody once did, who has forgotten it since, is history: see `defineProperty`.
 *
 * Its monitor works as that of any property, over servers that are changed in place. An explorer
 * has the servers as they were, and need keep nothing at all for it.
 */
export function defineStepProperty<S extends Shape, Before = never, Other = never>(
  definition: StepPropertyDefinition<S, Before, Other>,
): StepProperty<S> {
  const { name, source, says, killedBy, before, others } = definition;
  const seen = others === undefined ? null : option(others.schema);
  return {
    name,
    source,
    kind: 'step',
    says,
    killedBy,
    step: {
      check: (happening, view, world) =>
        judge(definition, happening, view === null ? null : (before?.of(view) ?? null), world),
      encode: (view, words) => seen?.encode(others?.of(view) ?? null, words),
    },
    start: ({ servers }) => new StepMonitor(definition, new Array<null>(servers).fill(null)),
  };
}

function judge<S extends Shape, Before, Other>(
  definition: StepPropertyDefinition<S, Before, Other>,
  happening: Happening<S>,
  before: Before | null,
  { config, servers }: WorldView<S>,
): Violation | null {
  const now = servers[happening.server];
  if (now === undefined) return null;
  return definition.check({
    happening,
    before,
    now,
    config,
    look: (server) => {
      const view = servers[server];
      return view === undefined ? null : (definition.others?.of(view) ?? null);
    },
  });
}

/** Keeps the mark of each server after its newest event; a mark that is kept is never changed. */
class StepMonitor<S extends Shape, Before, Other> implements Monitor<S> {
  readonly #definition: StepPropertyDefinition<S, Before, Other>;
  readonly #marks: (Before | null)[];

  constructor(
    definition: StepPropertyDefinition<S, Before, Other>,
    marks: readonly (Before | null)[],
  ) {
    this.#definition = definition;
    this.#marks = [...marks];
  }

  observe(happening: Happening<S>, world: WorldView<S>): Violation | null {
    const { server } = happening;
    const before = this.#marks[server] ?? null;
    const now = world.servers[server];
    if (now !== undefined) this.#marks[server] = this.#markOf(now);
    return judge(this.#definition, happening, before, world);
  }

  holds(): boolean {
    return true;
  }

  clone(): Monitor<S> {
    return new StepMonitor(this.#definition, this.#marks);
  }

  renamed(permutation: Permutation): Monitor<S> {
    const { before } = this.#definition;
    if (before === undefined) return this.clone();
    const marks = perServer(option(before.schema));
    return new StepMonitor(this.#definition, marks.permute(this.#marks, permutation));
  }

  encode(words: Words, permutation?: Permutation): void {
    const { before } = this.#definition;
    if (before === undefined) return;
    const marks = perServer(option(before.schema));
    const named = permutation === undefined ? this.#marks : marks.permute(this.#marks, permutation);
    marks.encode(named, words);
  }

  #markOf(view: ServerView<S>): Before | null {
    const mark = this.#definition.before;
    const found = mark?.of(view) ?? null;
    return mark === undefined || found === null ? null : mark.schema.clone(found);
  }
}

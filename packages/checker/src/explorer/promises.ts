import type { Violation } from '@menagerie/contract';

/** What a model promises of its states. */
export interface ModelProperty<State> {
  readonly name: string;
  /**
   * - `always`: holds in every state.
   * - `sometimes`: holds in some state; proves that the model does anything at all.
   * - `final`: holds in every state that nothing can follow.
   */
  readonly kind: 'always' | 'sometimes' | 'final';
  holds(state: State): boolean;
}

/** The properties of a model, by when they are looked at. */
export class Promises<State> {
  readonly #always: readonly ModelProperty<State>[];
  readonly #final: readonly ModelProperty<State>[];
  /** Those that were not seen to hold yet. */
  #awaited: readonly ModelProperty<State>[];
  readonly #reached: string[] = [];

  constructor(properties: readonly ModelProperty<State>[]) {
    this.#always = properties.filter(({ kind }) => kind === 'always');
    this.#final = properties.filter(({ kind }) => kind === 'final');
    this.#awaited = properties.filter(({ kind }) => kind === 'sometimes');
  }

  /** Names of the `sometimes` properties that held, in the order in which they did. */
  get reached(): readonly string[] {
    return this.#reached;
  }

  /** Looks at a state for the first time. @returns what it breaks, or `null` */
  meet(state: State): Violation | null {
    if (this.#awaited.length > 0) this.#await(state);
    return firstBroken(this.#always, state);
  }

  /** Looks at a state that nothing follows. @returns what it breaks, or `null` */
  end(state: State): Violation | null {
    return firstBroken(this.#final, state);
  }

  #await(state: State): void {
    for (const property of this.#awaited) {
      if (!property.holds(state)) continue;
      this.#reached.push(property.name);
      this.#awaited = this.#awaited.filter((each) => each !== property);
    }
  }
}

function firstBroken<State>(
  properties: readonly ModelProperty<State>[],
  state: State,
): Violation | null {
  for (const property of properties) {
    if (!property.holds(state)) return violationOf(property.name);
  }
  return null;
}

function violationOf(property: string): Violation {
  return {
    property,
    clause: 'does-not-hold',
    values: {},
    servers: [],
    sentence: `${property} does not hold.`,
  };
}

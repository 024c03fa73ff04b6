import type { Model } from '@menagerie/checker';
import { type Finding, lookFor, type Stepped } from '../looking.ts';
import type { Step } from '../step.ts';

/** Something that can be seen of a state: what, and how it is. */
export interface Fact {
  readonly of: string;
  readonly is: string;
}

/** A state of a model, for whoever steps through it by hand. */
export interface Position {
  /** The step that led here; `null` at the start. */
  readonly step: Step | null;
  readonly facts: readonly Fact[];
  /** Everything that can happen next, each time in the same order. */
  next(): readonly Position[];
}

/** A model in its scope, with what is looked for in it. */
export interface Play {
  /** The design that is played. */
  readonly name: string;
  readonly start: Position;
  /** Looks at all states, the nearest first, until a property does not hold. */
  look(): Finding;
}

/** A play of a model that shows its states by `facts`. */
export function playOf<State extends Stepped>(
  model: Model<State>,
  facts: (state: State) => readonly Fact[],
): Play {
  const at = (state: State): Position => ({
    step: state.last,
    facts: facts(state),
    next: () => {
      const following: Position[] = [];
      model.successors(state, (_action, each) => following.push(at(each)));
      return following;
    },
  });
  const [first] = model.starts().map(at);
  const nowhere: Position = { step: null, facts: [], next: () => [] };
  return { name: model.name, start: first ?? nowhere, look: () => lookFor(model) };
}

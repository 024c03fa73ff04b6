import { type Model, ModelSpace, Search } from '@menagerie/checker';
import { MythsError } from './errors.ts';
import type { Step } from './step.ts';

/** A state that knows the step that led to it. */
export interface Stepped {
  readonly last: Step | null;
}

/** What came of looking at all states of a model, the nearest first. */
export type Finding =
  | {
      readonly type: 'found';
      /** Name of the property that does not hold. */
      readonly property: string;
      /** The shortest way from the start to where it does not hold. */
      readonly steps: readonly Step[];
      /** States that were looked at until then. */
      readonly states: number;
    }
  | {
      readonly type: 'none';
      /** All states that there are. */
      readonly states: number;
      /** Steps to the state that is farthest from the start. */
      readonly depth: number;
      /** Names of the `sometimes` properties that hold somewhere. */
      readonly reached: readonly string[];
    };

/** How far to look. */
export interface LookOptions {
  /** States after which the search gives up. @default 2,000,000 */
  readonly maxStates?: number;
}

/**
 * Looks for the shortest way to a state where one of the model's properties does not hold.
 *
 * @throws MythsError `too-many-states`
 */
export function lookFor<State extends Stepped>(
  model: Model<State>,
  options: LookOptions = {},
): Finding {
  const { maxStates = 2_000_000 } = options;
  const space = new ModelSpace(model, 'breadth');
  const search = new Search(space, { order: 'breadth', maxStates });
  const status = search.finish();
  if (status === 'full') {
    throw new MythsError(
      'too-many-states',
      `${model.name} has more than ${maxStates} states`,
      'Look at fewer processes, or allow fewer faults.',
    );
  }
  const [found] = search.found;
  if (found === undefined) {
    const { distinct, depth } = search;
    return { type: 'none', states: distinct, depth: depth ?? 0, reached: space.reached() };
  }
  const steps = space.walk(found.path).map(({ state }) => state.last);
  return {
    type: 'found',
    property: found.violation.property,
    steps: steps.filter((step) => step !== null),
    states: search.distinct,
  };
}

import type { Property, ServerView, Shape, StepProperty, Violation } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import { DecisionTree } from './decision-tree.ts';
import { Glass } from './glass.ts';
import { Marks } from './marks.ts';
import type { Moment, Reaction } from './reaction.ts';
import { Recollection } from './recollection.ts';
import type { Seen } from './seen.ts';

/** The step breaks no `step` property, whatever the other servers are. */
export const SOUND = 0;
/** The step breaks one, whatever the other servers are. */
export const BROKEN = 1;
/** It depends on the other servers. */
export const DEPENDS = 2;

const HOLDS = 0;
const BREAKS = 1;

/**
 * Which steps the `step` properties hold of. That takes no history: a step is judged once, and
 * again only where a property has looked at other servers that are something else now. These are
 * told apart by what the property knows of them.
 */
export class Verdicts<S extends Shape> {
  readonly #properties: readonly StepProperty<S>[];
  readonly #glass: Glass<S>;
  readonly #trees: readonly DecisionTree[];
  readonly #marks: Marks<S>;
  readonly #recent: Recollection;
  /** By transition, what it is for each property. */
  readonly #known: (readonly number[] | undefined)[] = [];

  constructor(properties: readonly Property<S>[], config: S['config']) {
    this.#properties = properties.flatMap((property) =>
      property.kind === 'step' ? [property] : [],
    );
    this.#glass = new Glass(config);
    this.#recent = new Recollection(18, config.servers);
    this.#trees = this.#properties.map(() => new DecisionTree());
    this.#marks = new Marks(
      this.#properties.map(({ step }) => step.encode),
      config.servers,
    );
  }

  /**
   * What is to be said of a step in all worlds: {@link SOUND}, {@link BROKEN} or {@link DEPENDS}.
   *
   * @param transition its number
   * @param seen some world in which it is possible
   */
  of(transition: number, { moments }: Reaction<S>, seen: Seen<S>): number {
    let known = this.#known[transition];
    if (known === undefined) {
      known = this.#properties.map((property) => {
        const broken = this.#judge(property, moments, seen.cells(seen.server), seen) !== null;
        if (this.#glass.looked.length > 0) return DEPENDS;
        return broken ? BROKEN : SOUND;
      });
      this.#known[transition] = known;
    }
    if (known.includes(BROKEN)) return BROKEN;
    return known.includes(DEPENDS) ? DEPENDS : SOUND;
  }

  /** Whether all properties hold of a step that depends on the other servers; `null` if it is to be asked. */
  recall(transition: number, seen: Seen<S>): boolean | null {
    const known = this.#recent.find(transition, 0, this.#marks.of(seen));
    return known < 0 ? null : known === HOLDS;
  }

  /** The same, found out. */
  holds(transition: number, { moments }: Reaction<S>, seen: Seen<S>): boolean {
    const marks = this.#marks.of(seen);
    const before = seen.cells(seen.server);
    const holds = this.#properties.every((property, i) => {
      if (this.#known[transition]?.[i] !== DEPENDS) return true;
      const known = this.#trees[i]?.find(transition, 0, marks) ?? -1;
      if (known >= 0) return known === HOLDS;
      const found = this.#judge(property, moments, before, seen) === null ? HOLDS : BREAKS;
      this.#trees[i]?.add(transition, 0, this.#glass.looked, marks, found);
      return found === HOLDS;
    });
    this.#recent.add(transition, 0, marks, holds ? HOLDS : BREAKS);
    return holds;
  }

  /** What a `step` property finds broken by a step; `null` for properties of other kinds. */
  violation(
    property: Property<S>,
    { moments }: Reaction<S>,
    before: Cell<S> | null,
    seen: Pick<Seen<S>, 'server' | 'cells'>,
  ): Violation | null {
    return property.kind === 'step' ? this.#judge(property, moments, before, seen) : null;
  }

  #judge(
    { step }: StepProperty<S>,
    moments: readonly Moment<S>[],
    cell: Cell<S> | null,
    { server, cells }: Pick<Seen<S>, 'server' | 'cells'>,
  ): Violation | null {
    this.#glass.turnTo(server, cells);
    let before = cell === null ? null : viewOf(cell);
    for (const moment of moments) {
      this.#glass.show(moment);
      const violation = step.check(moment.happening, before, this.#glass);
      if (violation !== null) return violation;
      before = { id: server, state: moment.state, image: moment.image };
    }
    return null;
  }
}

function viewOf<S extends Shape>({ server, state, image }: Cell<S>): ServerView<S> {
  return { id: server, state, image };
}

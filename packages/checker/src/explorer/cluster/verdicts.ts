import type { Property, ServerView, Shape, StepProperty, Violation } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import { DecisionTree } from './decision-tree.ts';
import { Glass } from './glass.ts';
import { Marks } from './marks.ts';
import type { Moment, Reaction } from './reaction.ts';
import { Recollection } from './recollection.ts';
import { withRoom } from './rows.ts';
import type { Seen } from './seen.ts';
import type { Transitions } from './transitions.ts';

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
  readonly #transitions: Transitions<S>;
  /** By transition, what is to be said of it, plus one; 0 where that is not known. */
  #known: Int32Array<ArrayBuffer> = new Int32Array(1 << 10);
  /** Of each transition that depends on the other servers, the places of the properties for which it does. */
  readonly #depending = new Map<number, readonly number[]>();

  constructor(
    properties: readonly Property<S>[],
    config: S['config'],
    transitions: Transitions<S>,
  ) {
    this.#transitions = transitions;
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
  of(transition: number, seen: Seen<S>): number {
    const known = (this.#known[transition] ?? 0) - 1;
    if (known >= 0) return known;
    const { lore } = this.#transitions;
    const found = lore.isSound(transition) ? SOUND : this.#find(transition, seen);
    if (found === SOUND) lore.tellSound(transition);
    this.#known = withRoom(this.#known, transition + 1);
    this.#known[transition] = found + 1;
    // Others are not looked at again.
    if (found !== DEPENDS) this.#transitions.forget(transition);
    return found;
  }

  /** Whether all properties hold of a step that depends on the other servers; `null` if it is to be asked. */
  recall(transition: number, seen: Seen<S>): boolean | null {
    const known = this.#recent.find(transition, 0, this.#marks.of(seen));
    return known < 0 ? null : known === HOLDS;
  }

  /** The same, found out. */
  holds(transition: number, seen: Seen<S>): boolean {
    const marks = this.#marks.of(seen);
    const depending = this.#depending.get(transition) ?? [];
    const holds = depending.every((which) => this.#holdsFor(which, transition, seen, marks));
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

  #find(transition: number, seen: Seen<S>): number {
    const { moments } = this.#transitions.reactionOf(transition);
    const before = seen.cells(seen.server);
    const depending: number[] = [];
    let broken = false;
    for (const [which, property] of this.#properties.entries()) {
      const breaks = this.#judge(property, moments, before, seen) !== null;
      if (this.#glass.looked.length > 0) depending.push(which);
      else broken ||= breaks;
    }
    if (broken) return BROKEN;
    if (depending.length === 0) return SOUND;
    this.#depending.set(transition, depending);
    return DEPENDS;
  }

  #holdsFor(which: number, transition: number, seen: Seen<S>, marks: Int32Array): boolean {
    const [property, tree] = [this.#properties[which], this.#trees[which]];
    if (property === undefined || tree === undefined) return true;
    const known = tree.find(transition, 0, marks);
    if (known >= 0) return known === HOLDS;
    const { moments } = this.#transitions.reactionOf(transition);
    const broken = this.#judge(property, moments, seen.cells(seen.server), seen) !== null;
    tree.add(transition, 0, this.#glass.looked, marks, broken ? BREAKS : HOLDS);
    return !broken;
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

import {
  type Property,
  type ServerId,
  type ServerView,
  type Shape,
  type StepProperty,
  type Violation,
  Words,
} from '@menagerie/contract';
import type { Cell } from './cell.ts';
import { DecisionTree } from './decision-tree.ts';
import { Glass } from './glass.ts';
import { Interner } from './interner.ts';
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
  /** Numbers of what all properties know of a server, and by cell which it is. */
  readonly #marks = new Interner();
  readonly #markOfCell: (number | undefined)[] = [];
  readonly #words = new Words();
  /** What they know of each server in the world at hand. */
  readonly #numbers: Int32Array;
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
    this.#numbers = new Int32Array(config.servers);
  }

  /**
   * What is to be said of a step in all worlds: {@link SOUND}, {@link BROKEN} or {@link DEPENDS}.
   *
   * @param transition its number
   * @param before what the server was
   * @param seen some world in which it is possible
   */
  of(transition: number, { moments }: Reaction<S>, before: Cell<S>, seen: Seen<S>): number {
    let known = this.#known[transition];
    if (known === undefined) {
      known = this.#properties.map((property) => {
        const broken = this.#judge(property, moments, before, seen) !== null;
        if (this.#glass.looked.length > 0) return DEPENDS;
        return broken ? BROKEN : SOUND;
      });
      this.#known[transition] = known;
    }
    if (known.includes(BROKEN)) return BROKEN;
    return known.includes(DEPENDS) ? DEPENDS : SOUND;
  }

  /** Whether all properties hold of a step that depends on the other servers. */
  holds(transition: number, reaction: Reaction<S>, before: Cell<S>, seen: Seen<S>): boolean {
    for (let id = 0; id < this.#numbers.length; id += 1) {
      this.#numbers[id] = id === seen.server ? 0 : this.#markOf(id, seen);
    }
    const known = this.#recent.find(transition, 0, this.#numbers);
    if (known >= 0) return known === HOLDS;
    const holds = this.#properties.every((property, i) => {
      if (this.#known[transition]?.[i] !== DEPENDS) return true;
      return this.#holds(property, this.#trees[i], transition, reaction, before, seen);
    });
    this.#recent.add(transition, 0, this.#numbers, holds ? HOLDS : BREAKS);
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

  #holds(
    property: StepProperty<S>,
    tree: DecisionTree | undefined,
    transition: number,
    { moments }: Reaction<S>,
    before: Cell<S>,
    seen: Seen<S>,
  ): boolean {
    const known = tree?.find(transition, 0, this.#numbers) ?? -1;
    if (known >= 0) return known === HOLDS;
    const broken = this.#judge(property, moments, before, seen) !== null;
    tree?.add(transition, 0, this.#glass.looked, this.#numbers, broken ? BREAKS : HOLDS);
    return !broken;
  }

  /** The number of what the properties know of a server: far fewer than there are cells. */
  #markOf(server: ServerId, { numbers, cells }: Seen<S>): number {
    const number = numbers[server] ?? 0;
    const known = this.#markOfCell[number];
    if (known !== undefined) return known;
    this.#words.clear();
    const cell = cells(server);
    if (cell !== null) {
      for (const { step } of this.#properties) step.encode(viewOf(cell), this.#words);
    }
    const found = this.#marks.find(this.#words);
    const mark = found >= 0 ? found : this.#marks.add(this.#words);
    this.#markOfCell[number] = mark;
    return mark;
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

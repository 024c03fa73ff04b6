import type { Monitor, Property, ServerId, Shape, Violation } from '@menagerie/contract';
import { DecisionTree } from './decision-tree.ts';
import { GhostLore } from './ghost-lore.ts';
import { type Cells, Glass } from './glass.ts';
import { Glimpses, NOTHING, UNHEEDED } from './glimpses.ts';
import { Histories } from './histories.ts';
import { Marks } from './marks.ts';
import type { Namings } from './namings.ts';
import type { Orbits } from './orbits.ts';
import type { Moment, Reaction } from './reaction.ts';
import { Recollection } from './recollection.ts';
import type { Seen } from './seen.ts';
import type { Transitions } from './transitions.ts';

/** Slots of the small memory of whole steps; a power of two. */
const SLOTS = 1 << 20;
const SHIFT = 32 - 20;

/**
 * The histories that `always` properties keep, as numbers. One number stands for the histories of all
 * properties together.
 *
 * What a property makes of a step is remembered. It depends on its own history, on what it goes by
 * in the step, and on those other servers that it looks at; which those are is found out by
 * letting it look through a glass that notes them.
 */
export class Ghosts<S extends Shape> {
  readonly #namings: Namings;
  readonly #transitions: Transitions<S>;
  readonly #glass: Glass<S>;
  readonly #histories: Histories<S>;
  readonly #trees: readonly DecisionTree[];
  readonly #glimpses: Glimpses<S>;
  readonly #lore: GhostLore<S>;
  readonly #marks: Marks<S>;
  /** Rows of: orbit of histories plus one, glimpse, histories after it. Later ones replace earlier ones. */
  readonly #steps = new Int32Array(SLOTS * 3);
  /** The same of steps in which other servers were looked at. */
  readonly #looked: Recollection;
  readonly #next: number[] = [];
  readonly #properties: readonly Property<S>[];
  /** What the newest step that was watched broke. */
  #broken: Violation | null = null;

  constructor(
    properties: readonly Property<S>[],
    config: S['config'],
    namings: Namings,
    transitions: Transitions<S>,
  ) {
    this.#namings = namings;
    this.#transitions = transitions;
    this.#glass = new Glass(config);
    const always = properties.flatMap((property) => (property.kind === 'always' ? [property] : []));
    this.#properties = always;
    this.#histories = new Histories(always, config, namings);
    this.#looked = new Recollection(18, config.servers);
    this.#trees = always.map(() => new DecisionTree());
    this.#glimpses = new Glimpses(always);
    this.#marks = new Marks(
      always.map(({ others }) => others),
      config.servers,
    );
    const { board } = transitions.lore;
    this.#lore = new GhostLore(board, this.#histories, this.#glimpses, this.#marks);
  }

  /** The histories before anything happened. */
  get start(): number {
    return this.#histories.start;
  }

  get orbits(): Orbits {
    return this.#histories.orbits;
  }

  get histories(): Histories<S> {
    return this.#histories;
  }

  /**
   * What properties go by in a step, as a number for {@link step}; 0 if no property makes anything
   * of it.
   *
   * @param transition its number
   * @param cell number of what the server was
   */
  glimpseOf(transition: number, cell: number): number {
    const known = this.#glimpses.recall(transition);
    return known >= 0 ? known : (this.#glimpseHeard(transition) ?? this.#glimpse(transition, cell));
  }

  /**
   * The histories after a step of a server if they are remembered, or -1.
   *
   * @param glimpse what properties go by in it
   * @param naming makes the step of the one that has the glimpse
   */
  recall(ghost: number, glimpse: number, naming: number): number {
    if (glimpse === UNHEEDED) return ghost;
    const { shift, mask } = this.#namings;
    const key = (glimpse << shift) | this.#between(ghost, naming);
    const slot = slotOf(ghost >>> shift, key);
    const steps = this.#steps;
    if (steps[slot] !== (ghost >>> shift) + 1 || steps[slot + 1] !== key) return -1;
    return this.orbits.rename(steps[slot + 2] ?? 0, ghost & mask);
  }

  /**
   * The histories after a step of a server, or -1 if it breaks a property.
   *
   * @param glimpse what properties go by in it
   */
  step(ghost: number, glimpse: number, seen: Seen<S>): number {
    const { inverse, shift } = this.#namings;
    const before = this.orbits.rename(ghost, inverse[seen.naming] ?? 0);
    const marks = this.#marks.of(seen);
    const known = this.#looked.find(before, glimpse, marks);
    if (known >= 0) return this.orbits.rename(known, seen.naming);
    let [alone, changed] = [true, false];
    for (let i = 0; i < this.#histories.count; i += 1) {
      const old = this.#histories.part(before, i);
      this.#next[i] = old;
      const part = this.#glimpses.part(glimpse, i);
      if (part === NOTHING) continue;
      const tree = this.#trees[i];
      let next = tree?.find(old, part, marks) ?? -1;
      if (next < 0) next = this.#learn(i, old, glimpse, seen, marks);
      if (next < 0) return -1;
      if (tree?.looked === true) alone = false;
      this.#next[i] = next;
      changed ||= next !== old;
    }
    const after = changed ? this.#histories.together(this.#next) : before;
    if (alone) {
      const between = this.#between(ghost, seen.naming);
      const key = (glimpse << shift) | between;
      const slot = slotOf(ghost >>> shift, key);
      this.#steps[slot] = (ghost >>> shift) + 1;
      this.#steps[slot + 1] = key;
      this.#steps[slot + 2] = this.orbits.rename(after, between);
    } else {
      this.#looked.add(before, glimpse, marks, after);
    }
    return this.orbits.rename(after, seen.naming);
  }

  /** What an `always` property finds broken by a step; `null` for properties of other kinds. */
  violation(
    property: Property<S>,
    ghost: number,
    { moments }: Reaction<S>,
    { server, cells }: Pick<Seen<S>, 'server' | 'cells'>,
  ): Violation | null {
    const which = this.#properties.indexOf(property);
    if (which < 0) return null;
    this.#watch(which, this.#histories.part(ghost, which), moments, server, cells);
    return this.#broken;
  }

  /** The histories after something that breaks nothing and is not to be remembered. */
  observe(ghost: number, { moments }: Reaction<S>, server: ServerId, cells: Cells<S>): number {
    return this.#histories.together(
      this.#properties.map((_, i) => {
        const old = this.#histories.part(ghost, i);
        const monitor = this.#watch(i, old, moments, server, cells);
        return monitor === null ? old : this.#histories.numberOf(i, monitor);
      }),
    );
  }

  /** What another thread says that properties go by in a step; `null` if none does, or this one has met none like it. */
  #glimpseHeard(transition: number): number | null {
    const { lore } = this.#transitions;
    if (!lore.hearGlimpse(transition)) return null;
    const heard = this.#glimpses.hear(transition, lore.glimpseHigh, lore.glimpseLow);
    return heard < 0 ? null : heard;
  }

  #glimpse(transition: number, cell: number): number {
    const before = this.#transitions.cells.at(cell);
    const { moments } = this.#transitions.reactionOf(transition);
    this.#glass.turnTo(before.server, () => null);
    const glimpse = this.#glimpses.of(transition, moments, before, this.#glass);
    const { haveSums, sums } = this.#glimpses;
    const [high, low] = [sums.words[glimpse * 2] ?? 0, sums.words[glimpse * 2 + 1] ?? 0];
    if (haveSums) this.#transitions.lore.tellGlimpse(transition, high, low);
    return glimpse;
  }

  /** From a step's own names to those of the representative of some histories. */
  #between(ghost: number, naming: number): number {
    const { shift, mask, composed, inverse } = this.#namings;
    return composed[(naming << shift) | (inverse[ghost & mask] ?? 0)] ?? 0;
  }

  #learn(
    which: number,
    old: number,
    glimpse: number,
    { server, cells }: Seen<S>,
    marks: Int32Array,
  ): number {
    const part = this.#glimpses.part(glimpse, which);
    const heard = this.#lore.hear(which, old, glimpse, marks);
    if (heard >= 0) {
      this.#trees[which]?.add(old, part, this.#lore.looks, marks, heard);
      return heard;
    }
    const moments = this.#glimpses.momentsOf(glimpse);
    const monitor = this.#watch(which, old, moments, server, cells);
    if (monitor === null) return -1;
    const next = this.#histories.numberOf(which, monitor);
    this.#trees[which]?.add(old, part, this.#glass.looked, marks, next);
    this.#lore.tell(which, old, glimpse, marks, this.#glass.looked, next);
    return next;
  }

  /** Lets a property see all moments of a step. `null` if one of them breaks it. */
  #watch(
    which: number,
    old: number,
    moments: readonly Moment<S>[],
    server: ServerId,
    cells: Cells<S>,
  ): Monitor<S> | null {
    const monitor = this.#histories.at(which, old).clone();
    this.#broken = null;
    this.#glass.turnTo(server, cells);
    for (const moment of moments) {
      this.#glass.show(moment);
      this.#broken = monitor.observe(moment.happening, this.#glass);
      if (this.#broken !== null) return null;
    }
    return monitor;
  }
}

function slotOf(orbit: number, glimpse: number): number {
  return (Math.imul(orbit ^ Math.imul(glimpse, 0x9e3779b1), 0x85ebca6b) >>> SHIFT) * 3;
}

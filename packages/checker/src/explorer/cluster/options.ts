import type { Exploration, Property, Protocol, Scope, Shape } from '@menagerie/contract';
import type { SearchOrder } from '../space.ts';
import type { Board } from './lore.ts';

/** What may be left out of a search without losing a violation. Each can be switched off, to see that. */
export interface Reductions {
  /** Worlds that differ by the names of their servers only count as one. @default as the protocol declares */
  readonly symmetry?: boolean;
  /** Messages that will be ignored for ever are taken away. @default true */
  readonly deadMessages?: boolean;
  /** Messages that have come to the same count as one. @default true */
  readonly wornMessages?: boolean;
  /** Messages that change nothing are not delivered: they may as well be lost. @default true */
  readonly idleInputs?: boolean;
}

/**
 * The reductions that a search of a scope makes use of, all of them decided.
 *
 * What a server ignores for ever, or what messages have come to, rests on what it wrote: a server
 * that loses its disk hears all of it anew. Where a disk may be lost, messages stay as they are.
 * In an ordered network each message stands in the way of those behind it, whatever it says.
 *
 * @internal
 */
export function reductionsOf<S extends Shape>(
  { network, budgets, keepsIgnored = false }: Scope<S>,
  exploration: Exploration<S>,
  { symmetry = true, deadMessages = true, wornMessages = true, idleInputs = true }: Reductions = {},
): Required<Reductions> {
  const disksLast = (budgets.wipes ?? 0) === 0;
  const ordered = network === 'ordered';
  return {
    symmetry: exploration.symmetric && symmetry,
    deadMessages: deadMessages && !keepsIgnored && disksLast,
    wornMessages: wornMessages && exploration.wornTo !== undefined && !ordered && disksLast,
    idleInputs: idleInputs && !ordered,
  };
}

export interface ClusterOptions<S extends Shape> {
  /** A mutant in place of the subject's own protocol. */
  readonly protocol?: Protocol<S>;
  /** @default 'breadth' */
  readonly order?: SearchOrder;
  readonly reductions?: Reductions;
  /** Which of the subject's properties are looked at. @default all */
  readonly properties?: readonly Property<S>[];
  /** Where threads that search together tell each other what they find out. @default none */
  readonly board?: Board | null;
}

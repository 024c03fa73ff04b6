import type { Property, Protocol, Shape } from '@menagerie/contract';
import type { SearchOrder } from '../space.ts';

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

export interface ClusterOptions<S extends Shape> {
  /** A mutant in place of the subject's own protocol. */
  readonly protocol?: Protocol<S>;
  /** @default 'breadth' */
  readonly order?: SearchOrder;
  readonly reductions?: Reductions;
  /** Which of the subject's properties are looked at. @default all */
  readonly properties?: readonly Property<S>[];
}

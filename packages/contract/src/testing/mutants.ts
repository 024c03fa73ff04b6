import type { Mutant } from '../property.ts';
import type { Protocol, Shape } from '../protocol.ts';

/** What a reader should know of a mistake: everything of a mutant that is not code. */
export type Mistake = Pick<Mutant<Shape>, 'id' | 'mistake' | 'source' | 'breaks'>;

/** Makes a mutant of a description, the rule that is mistaken, and what is taken for it. */
export type MakeMutant<S extends Shape, Rules extends Record<S['rule'], unknown>> = <
  R extends S['rule'],
>(
  description: Mistake,
  rule: R,
  replacement: Rules[R],
) => Mutant<S>;

/**
 * The mutants of a protocol whose rules can be replaced one by one.
 *
 * @param create makes the protocol with these rules in place of its own
 */
export function mutantsOf<S extends Shape, Rules extends Record<S['rule'], unknown>>(
  create: (overrides: Partial<Rules>) => Protocol<S>,
): MakeMutant<S, Rules> {
  return (description, rule, replacement) => {
    const override: Partial<Rules> = {};
    override[rule] = replacement;
    return { ...description, rule, protocol: create(override) };
  };
}

/** A published mistake that no rule of a protocol here can be replaced by, and why. */
export interface Inexpressible {
  readonly id: string;
  readonly mistake: string;
  readonly source: string;
  readonly why: string;
}

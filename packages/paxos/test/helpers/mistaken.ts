import type { Mutant, Protocol, Shape } from '@menagerie/contract';

/** The protocol with a mistake, by its id in the zoo. */
export function protocolOf<S extends Shape>(zoo: readonly Mutant<S>[], id: string): Protocol<S> {
  const mutant = zoo.find((each) => each.id === id);
  if (mutant === undefined) throw new Error(`no ${id}`);
  return mutant.protocol;
}

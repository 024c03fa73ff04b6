import {
  bool,
  defineProperty,
  type Happening,
  type Property,
  record,
  type Schema,
  type Shape,
  u32,
  type WorldView,
} from '@menagerie/contract';

interface Reached {
  yes: boolean;
}

const reached: Schema<Reached> = record({ yes: bool });

/** A situation that runs must come to, or they prove nothing. */
export function sometimes<S extends Shape>(
  name: string,
  source: string,
  says: string,
  test: (happening: Happening<S>, world: WorldView<S>) => boolean,
): Property<S> {
  return defineProperty<S, Reached>({
    name,
    source,
    kind: 'sometimes',
    says,
    killedBy: [],
    ghost: reached,
    start: () => ({ yes: false }),
    observe: (ghost, happening, world) => {
      if (!ghost.yes) ghost.yes = test(happening, world);
      return null;
    },
    holds: ({ yes }) => yes,
  });
}

interface Nothing {
  readonly none: number;
}

/** What must hold at the end of a run whose faults have healed. */
export function eventually<S extends Shape>(
  name: string,
  source: string,
  says: string,
  killedBy: readonly string[],
  holds: (world: WorldView<S>) => boolean,
): Property<S> {
  return defineProperty<S, Nothing>({
    name,
    source,
    kind: 'eventually',
    says,
    killedBy,
    ghost: record({ none: u32 }),
    start: () => ({ none: 0 }),
    observe: () => null,
    holds: (_ghost, world) => holds(world),
  });
}

import { defineProperty, type Happening, type Property, type WorldView } from '../../property.ts';
import type { Shape } from '../../protocol.ts';
import { record } from '../../schema/record.ts';
import { bool, u32 } from '../../schema/scalars.ts';
import type { Schema } from '../../schema/schema.ts';

/** A property that looks at a world by itself has no history. */
interface NoHistory {
  readonly none: number;
}

const noHistory: Schema<NoHistory> = record({ none: u32 });

interface Reached {
  yes: boolean;
}

const reached: Schema<Reached> = record({ yes: bool });

/**
 * A situation that some run of a campaign or scope must come to, or they prove nothing.
 *
 * @param test asked after each event until it says yes once
 */
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

/** What must hold of the world at the end of a run whose faults have healed. */
export function eventually<S extends Shape>(
  name: string,
  source: string,
  says: string,
  killedBy: readonly string[],
  holds: (world: WorldView<S>) => boolean,
): Property<S> {
  return defineProperty<S, NoHistory>({
    name,
    source,
    kind: 'eventually',
    says,
    killedBy,
    ghost: noHistory,
    start: () => ({ none: 0 }),
    observe: () => null,
    holds: (_ghost, world) => holds(world),
  });
}

import type { Shape } from '@menagerie/contract';
import type { BuiltinChoice } from '../model/run.ts';
import type { Exhibit, Script } from './exhibit.ts';

/** What sets a built-in scenario apart; it begins calmly and as configured where it says nothing. */
export interface Opening<S extends Shape> extends Partial<Omit<Script<S>, 'config'>> {
  readonly config?: Partial<S['config']>;
}

/** The openings of a protocol by the names of its scenarios. */
export type Openings<S extends Shape, Name extends string> = Readonly<
  Record<Name, (choice: BuiltinChoice) => Opening<S>>
>;

/**
 * The scripts of a protocol's scenarios.
 *
 * @param configure makes the configuration of a choice, with what the opening wants laid over it
 */
export function scripts<S extends Shape, Name extends string>(
  openings: Openings<S, Name>,
  configure: (choice: BuiltinChoice, wanted: Partial<S['config']>) => S['config'],
): Exhibit<S>['script'] {
  const isBuiltin = (name: string): name is Name => Object.hasOwn(openings, name);
  return (choice) => {
    if (!isBuiltin(choice.name)) return null;
    const { config = {}, plan = {}, play = null } = openings[choice.name](choice);
    return { plan, play, config: configure(choice, config) };
  };
}

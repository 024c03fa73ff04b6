import type { Permutation, ProtocolSchemas, Scope, Shape } from '@menagerie/contract';
import { permutations } from './fingerprint.ts';

/** With more servers the sums of all namings cost more than the states that they save. */
const MOST_SERVERS = 4;

/**
 * The ways of renaming servers under which a scope stays the same: its configuration and its
 * commands. The plain one, `null`, comes first.
 */
export function namingsOf<S extends Shape>(
  schemas: ProtocolSchemas<S>,
  scope: Scope<S>,
  symmetric: boolean,
): (Permutation | null)[] {
  const { config, commands } = scope;
  if (!symmetric || config.servers > MOST_SERVERS) return [null];
  const kept = permutations(config.servers).filter(
    (by, i) =>
      i > 0 &&
      schemas.config.equals(schemas.config.permute(config, by), config) &&
      commands.every(
        ({ command, to }) =>
          to === undefined && schemas.command.equals(schemas.command.permute(command, by), command),
      ),
  );
  return [null, ...kept];
}

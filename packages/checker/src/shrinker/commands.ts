import type { Json, Shape, Subject } from '@menagerie/contract';
import type { Hunt } from './hunt.ts';
import type { Work } from './reduce.ts';
import type { Wish } from './wish.ts';

/**
 * Makes the numbers in commands smaller: a snapshot through entry 40 needs forty entries first, one
 * through entry 2 only two.
 */
export function* simplifyCommands<S extends Shape>(hunt: Hunt<S>, subject: Subject<S>): Work {
  for (let at = 0; at < hunt.best.wishes.length; at += 1) {
    const { decision } = hunt.best.wishes[at] ?? { decision: null };
    if (decision?.type !== 'command') continue;
    for (const command of smallerCommands(decision.command, subject)) {
      const { config, wishes } = hunt.best;
      const changed: Wish<S> = { decision: { ...decision, command }, about: null };
      const accepted = hunt.attempt(
        config,
        wishes.map((wish, i) => (i === at ? changed : wish)),
        true,
      );
      yield;
      if (accepted) break;
    }
  }
}

/** The command with one of its numbers smaller, the smallest first. */
function smallerCommands<S extends Shape>(
  command: S['command'],
  { protocol }: Subject<S>,
): readonly S['command'][] {
  const { command: schema } = protocol.schemas;
  const json = schema.toJson(command);
  if (typeof json !== 'object' || json === null || isList(json)) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    if (typeof value !== 'number') return [];
    const smaller = [0, 1, 2, 3, 4, value >> 1].filter((each) => each < value);
    return smaller.flatMap((each): S['command'][] => {
      try {
        return [schema.fromJson({ ...json, [name]: each }, 'command')];
      } catch (error) {
        if (error instanceof Error) return [];
        throw error;
      }
    });
  });
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

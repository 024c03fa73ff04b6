import {
  type CoreName,
  type Hierarchy,
  HierarchyError,
  hasWeight,
  hierarchyIn,
  isOfHierarchy,
  misfit,
} from '@menagerie/server';
import { ConfigError } from './errors.ts';
import type { ServerSpec } from './server-spec.ts';
import type { Values } from './values.ts';

/** The keys that say how voters count, in the order in which they stand there first. */
export function ofHierarchy(values: Values): readonly string[] {
  return [...values.keys].filter(isOfHierarchy);
}

/**
 * How voters count, by `group.N` and `weight.N`; null where all count alike.
 *
 * @throws ConfigError `malformed-value` for what is no number, `contradiction` for what does not fit
 * together, `unsupported` for what the core has not
 */
export function quorumsIn(
  values: Values,
  servers: readonly ServerSpec[],
  core: CoreName,
): Hierarchy | null {
  const keys = ofHierarchy(values);
  const hierarchy = described(values, keys, servers);
  const problem = hierarchy === null ? null : misfit(core, hierarchy);
  if (problem === null) return hierarchy;
  throw new ConfigError('unsupported', values.place(keys[0] ?? ''), problem.found, problem.remedy);
}

function described(
  values: Values,
  keys: readonly string[],
  servers: readonly ServerSpec[],
): Hierarchy | null {
  try {
    const hierarchy = hierarchyIn(
      keys.map((key) => [key, values.text(key) ?? '']),
      servers,
    );
    if (hierarchy === null || hasWeight(hierarchy)) return hierarchy;
    const [key = ''] = keys;
    throw new HierarchyError(key, 'no voter weighs anything', 'give one of them a weight.N of 1');
  } catch (error) {
    if (!(error instanceof HierarchyError)) throw error;
    const { key, found, remedy, isUnreadable } = error;
    const code = isUnreadable ? 'malformed-value' : 'contradiction';
    throw new ConfigError(code, values.place(key), found, remedy, { cause: error });
  }
}

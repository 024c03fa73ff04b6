import type { Mutant } from '@menagerie/contract';
import type { ZabShape } from '../../messages.ts';
import { createZab } from '../../protocol.ts';
import type { ZabRules } from '../../rules/index.ts';

/** What a reader should know of a mistake. */
interface Description {
  readonly id: string;
  readonly mistake: string;
  readonly source: string;
  readonly breaks: readonly string[];
}

/** Zab with one rule replaced, in both variants. */
export function mutant<R extends keyof ZabRules>(
  description: Description,
  rule: R,
  replacement: ZabRules[R],
): Mutant<ZabShape> {
  const override: Partial<ZabRules> = {};
  override[rule] = replacement;
  return { ...description, rule, protocol: createZab(override) };
}

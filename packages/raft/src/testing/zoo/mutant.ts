import type { Mutant } from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { createRaft } from '../../protocol.ts';
import type { RaftRules } from '../../rules/index.ts';

/** What a reader should know of a mistake. */
interface Description {
  readonly id: string;
  readonly mistake: string;
  readonly source: string;
  readonly breaks: readonly string[];
}

/** Raft with one rule replaced. */
export function mutant<R extends keyof RaftRules>(
  description: Description,
  rule: R,
  replacement: RaftRules[R],
): Mutant<RaftShape> {
  const override: Partial<RaftRules> = {};
  override[rule] = replacement;
  return { ...description, rule, protocol: createRaft(override) };
}

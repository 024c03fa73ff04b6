import type { Mutant } from '@menagerie/contract';
import type { PaxosShape } from '../../../multi/messages.ts';
import { createPaxos } from '../../../multi/protocol.ts';
import type { PaxosRules } from '../../../multi/rules/index.ts';

/** What a reader should know of a mistake. */
interface Description {
  readonly id: string;
  readonly mistake: string;
  readonly source: string;
  readonly breaks: readonly string[];
}

/** Multi-Paxos with one rule replaced. */
export function mutant<R extends keyof PaxosRules>(
  description: Description,
  rule: R,
  replacement: PaxosRules[R],
): Mutant<PaxosShape> {
  const override: Partial<PaxosRules> = {};
  override[rule] = replacement;
  return { ...description, rule, protocol: createPaxos(override) };
}

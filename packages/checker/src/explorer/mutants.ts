import type { Protocol, Shape, Subject } from '@menagerie/contract';
import { ExplorerError } from './errors.ts';

/**
 * The protocol of a mutant, or the subject's own for `null`.
 *
 * @throws ExplorerError `unknown-mutant`
 */
export function protocolNamed<S extends Shape>(
  subject: Subject<S>,
  mutant: string | null,
): Protocol<S> {
  if (mutant === null) return subject.protocol;
  const found = subject.mutants.find(({ id }) => id === mutant);
  if (found !== undefined) return found.protocol;
  throw new ExplorerError(
    'unknown-mutant',
    mutant,
    `${subject.protocol.name} has no such mutant`,
    `Use one of ${subject.mutants.map(({ id }) => id).join(', ')}`,
  );
}

import type { ShellCommand } from '../command.ts';
import { aboutEnsemble } from './ensemble.ts';
import { quotas } from './quota.ts';
import { reads } from './read.ts';
import { aboutSession } from './session.ts';
import { writes } from './write.ts';

/** Every command but those that end the shell or explain it. */
export const commands: ReadonlyMap<string, ShellCommand> = new Map(
  [...reads, ...writes, ...quotas, ...aboutEnsemble, ...aboutSession].map((command) => [
    command.name,
    command,
  ]),
);

/** All commands with what they take. */
export function helpText(): string {
  const lines = [...commands.values()].map(({ name, usage }) => `${name} ${usage}`.trim());
  return [...lines, 'close', 'quit', 'help']
    .sort()
    .map((line) => `\t${line}`)
    .join('\n');
}

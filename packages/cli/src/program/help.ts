import { Option } from 'commander';

/** Which codes there are: a part of the help of every command. */
export const CODES: string = `
Ends with 0 when done, 1 when it could not be done or when a check found something, and 2 when the
command line is wrong.`;

/** Where a server is that was started without saying where. */
export const LOCAL = '127.0.0.1:2181';

/** Help for a command: examples, each with what it does. */
export function examples(...lines: readonly (readonly [command: string, does: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const rows = lines.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`);
  return `\nExamples:\n${rows.join('\n')}\n${CODES}`;
}

const CORES = ['zab', 'raft', 'paxos'];

/** Which protocol servers run on. */
export function coreOption(): Option {
  return new Option('--core <name>', 'the protocol underneath').choices(CORES).default('zab');
}

/** Which protocol has written something. */
export function writerOption(): Option {
  return new Option('--core <name>', 'the protocol that wrote it, of ours').choices(CORES);
}

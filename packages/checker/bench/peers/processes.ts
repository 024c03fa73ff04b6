import { spawnSync } from 'node:child_process';
import { PeerError } from './errors.ts';

/** What a program said until it ended, and what it took. */
export interface Ended {
  readonly output: string;
  /** Seconds of processors, user and system, of the program and all that it started. */
  readonly processor: number;
}

/** A shell's `times`: of itself, then of what it has waited for. */
const TIMES = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/;

/** The largest output, in bytes, that is read. */
const MOST_OUTPUT = 1 << 26;

/**
 * Runs a program to its end, in a shell that tells what it took.
 *
 * @throws PeerError `missing-program`, or `tool-failed` if it does not end with 0
 */
export function run(command: string, args: readonly string[], folder: string): Ended {
  const script = '"$@"; ended=$?; times >&2; exit $ended';
  const { status, stdout, stderr, error } = spawnSync(
    'sh',
    ['-c', script, 'sh', command, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: MOST_OUTPUT,
    },
  );
  const said = `${stdout}\n${stderr}`.trim();
  if (error !== undefined) {
    throw new PeerError('missing-program', `no shell runs ${command}`, 'Use a POSIX system', {
      cause: error,
    });
  }
  if (status !== 0) {
    throw new PeerError(
      'tool-failed',
      `${command} ended with ${status}: ${said.slice(-2000)}`,
      'Look at what it says, or leave the tool out',
    );
  }
  return { output: stdout, processor: processorSeconds(stderr) };
}

/** Whether a program is there; what it says of itself, or `null`. */
export function versionOf(command: string, args: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync(command, [...args], { encoding: 'utf8' });
  return status === 0 ? (`${stdout}${stderr}`.trim().split('\n')[0] ?? null) : null;
}

/** @throws PeerError `unreadable-output` */
export function processorSeconds(times: string): number {
  const [found, ...numbers] = TIMES.exec(times) ?? [];
  const [userMinutes = 0, user = 0, systemMinutes = 0, system = 0] = numbers.map(Number);
  if (found === undefined) {
    throw new PeerError(
      'unreadable-output',
      `the shell's times are "${times.trim().slice(-200)}"`,
      'They should be two lines such as 0m1.50s 0m0.25s',
    );
  }
  return (userMinutes + systemMinutes) * 60 + user + system;
}

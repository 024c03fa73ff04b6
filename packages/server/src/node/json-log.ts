import type { Log, LogFields } from '@menagerie/server';

/** The severities that a line may have, as numbers that many readers of logs know. */
const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

/** Lines below this are not written. */
export type LogLevel = Exclude<keyof typeof LEVELS, 'fatal'> | 'silent';

/** A log that knows the end of a process as well. */
export interface ProcessLog extends Log {
  /** It cannot go on. */
  fatal(fields: LogFields, message: string): void;
}

/** A log of lines of JSON: `level`, `time` in milliseconds since 1970, what it is about, `msg`. */
export function jsonLog(least: LogLevel, write: (line: string) => void): ProcessLog {
  const from = least === 'silent' ? Number.POSITIVE_INFINITY : LEVELS[least];
  const at = (level: number) => (fields: LogFields, msg: string) => {
    if (level < from) return;
    write(`${JSON.stringify({ level, time: Date.now(), ...fields, msg }, readable)}\n`);
  };
  return {
    debug: at(LEVELS.debug),
    info: at(LEVELS.info),
    warn: at(LEVELS.warn),
    error: at(LEVELS.error),
    fatal: at(LEVELS.fatal),
  };
}

/** Writes to standard output at once: what a process says before it ends is not lost. */
export function toOutput(): (line: string) => void {
  // Nobody reads any more, or there is no room for more: no reason for a server to end.
  process.stdout.on('error', () => {});
  return (line) => process.stdout.write(line);
}

/** What JSON has no word for, or only an empty one. */
function readable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  const known = { type: name, message, stack, ...(cause === undefined ? {} : { cause }) };
  return Object.assign(known, Object.fromEntries(Object.entries(value)));
}

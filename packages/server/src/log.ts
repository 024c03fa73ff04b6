/** What a line says beside its message: who, whom, how much. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where a server tells what happens, and to whom: a logger of `pino` is one. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

const nothing = (): void => {};

/** Says nothing. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

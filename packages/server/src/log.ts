/** What a line says beside its message: who, whom, how much. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where a server tells what happens, and to whom: a logger of pino's is one. */
export interface Log {
  /** Of use to who looks for a fault. */
  debug(fields: LogFields, message: string): void;
  /** What an operator wants to know afterwards. */
  info(fields: LogFields, message: string): void;
  /** Something is not as it should be, and the server goes on. */
  warn(fields: LogFields, message: string): void;
  /** It cannot do what it is for. */
  error(fields: LogFields, message: string): void;
}

const nothing = (): void => {};

/** Says nothing. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What may be wrong with a configuration. */
export type ConfigErrorCode =
  | 'unreadable'
  | 'malformed-line'
  | 'malformed-value'
  | 'missing-key'
  | 'contradiction'
  | 'unsupported'
  | 'foreign-data';

/** Where something stands in a configuration. */
export interface ConfigPlace {
  /** The file, as it was named. */
  readonly file: string;
  /** From 1; null where it is about the whole file. */
  readonly line: number | null;
  readonly key: string | null;
}

/** A configuration that no server starts with. Its message says where, what, and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: ConfigErrorCode;
  readonly place: ConfigPlace;
  readonly remedy: string;

  /** @param found what is wrong, as the middle of a sentence */
  constructor(
    code: ConfigErrorCode,
    place: ConfigPlace,
    found: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${shownPlace(place)}: ${found}: ${remedy}`, options);
    this.code = code;
    this.place = place;
    this.remedy = remedy;
  }
}

/** Something that a server starts with all the same. */
export interface ConfigWarning {
  readonly place: ConfigPlace;
  readonly message: string;
}

function shownPlace({ file, line }: ConfigPlace): string {
  return line === null ? file : `${file}:${line}`;
}

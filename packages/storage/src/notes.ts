/** What a recovery found and mended, or passed over: for the log of the server. */
export interface RecoveryNote {
  readonly type: /** The end of the log was cut: the rest of a write that never was durable. */
    | 'torn-tail'
    /** A segment that was being made when the power went, and held nothing. */
    | 'unfinished-segment'
    /** A snapshot, or another file, that was never given its name. */
    | 'unfinished-file'
    /** A snapshot that is damaged; an older one and the log stood in for it. It was left there. */
    | 'damaged-snapshot';
  readonly file: string;
  /** Where the trouble begins, in bytes from the start of the file. */
  readonly offset: number;
  /** How many bytes were given up. */
  readonly bytes: number;
  /** All of this in a sentence. */
  readonly message: string;
}

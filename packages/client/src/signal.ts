/** What this package needs of an `AbortSignal`, which is one. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Calls back once it is aborted. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Calls back no more. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A configuration that is none, in words. */
export class SpecError extends Error {
  override readonly name: string = 'SpecError';
  /** It cannot even be read: Apache's server answers such a request otherwise than one that is wrong. */
  readonly isUnreadable: boolean;

  constructor(message: string, isUnreadable: boolean = false) {
    super(message);
    this.isUnreadable = isUnreadable;
  }
}

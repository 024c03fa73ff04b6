/** A client under test. */
export interface Contestant {
  readonly name: string;
  get(path: string): Promise<unknown>;
  set(path: string, data: Buffer): Promise<unknown>;
  close(): void;
}

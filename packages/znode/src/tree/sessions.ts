/** A session, as all servers know it. */
export interface Session {
  readonly id: bigint;
  readonly timeoutMs: number;
}

/** The sessions that are open, in the order in which they were opened. */
export class Sessions {
  readonly #sessions = new Map<bigint, Session>();

  get size(): number {
    return this.#sessions.size;
  }

  get(id: bigint): Session | null {
    return this.#sessions.get(id) ?? null;
  }

  has(id: bigint): boolean {
    return this.#sessions.has(id);
  }

  put(session: Session): void {
    this.#sessions.set(session.id, session);
  }

  delete(id: bigint): boolean {
    return this.#sessions.delete(id);
  }

  /** All of them as they are now. */
  list(): Session[] {
    return [...this.#sessions.values()];
  }
}

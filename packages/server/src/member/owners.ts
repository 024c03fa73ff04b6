import { type Codec, int, long, record, vector } from '@menagerie/jute';
import { ProposalKind, type Wish } from './proposal.ts';

/** The connection that has a session: its server, which start of it, and its number there. */
export interface Owner {
  readonly session: bigint;
  readonly origin: number;
  readonly boot: number;
  readonly connection: number;
}

const Owner: Codec<Owner> = record<Owner>('Owner', {
  session: long,
  origin: int,
  boot: int,
  connection: int,
});

export const OwnerList: Codec<readonly Owner[] | null> = vector(Owner);

/** What the connection that has a session may ask for, and no other. */
const OF_CLIENTS: ReadonlySet<ProposalKind> = new Set([
  ProposalKind.request,
  ProposalKind.closeSession,
  ProposalKind.reconfig,
]);

/**
 * Which connection has each session: a function of what was delivered, alike on all servers. So a
 * write that the connection before had sent, and that comes late, is refused on all of them or on
 * none.
 */
export class Owners {
  readonly #owners = new Map<bigint, Owner>();
  readonly #isOver: (session: bigint) => boolean;

  /** @param isOver whether a session has ended, or never was */
  constructor(isOver: (session: bigint) => boolean) {
    this.#isOver = isOver;
  }

  /** The connection of a wish has its session from now on. */
  take({ session, origin, boot, connection }: Wish): void {
    if (connection !== 0) this.#owners.set(session, { session, origin, boot, connection });
  }

  forget(session: bigint): void {
    this.#owners.delete(session);
  }

  /**
   * Whether what a client asks for comes from a connection that has its session no more. Of a
   * session that is over no connection has it: what it had sent must not take effect when others
   * have already seen its ephemerals go.
   */
  refuses({ kind, session, origin, boot, connection }: Wish): boolean {
    if (!OF_CLIENTS.has(kind)) return false;
    const owner = this.#owners.get(session);
    if (owner === undefined) return this.#isOver(session);
    return owner.origin !== origin || owner.boot !== boot || owner.connection !== connection;
  }

  list(): readonly Owner[] {
    return [...this.#owners.values()];
  }

  restore(owners: readonly Owner[]): void {
    this.#owners.clear();
    for (const owner of owners) this.#owners.set(owner.session, owner);
  }
}

import type { Shape } from '@menagerie/contract';
import {
  type CoreName,
  type Front,
  lookAt,
  type Member,
  type Picture,
  Tracer,
} from '@menagerie/server';
import type { Gateway, GatewayOptions } from './gateway.ts';

/** Of a server with a door for browsers. */
export interface ShowOptions {
  readonly gateway: GatewayOptions | null;
  readonly host: string;
  readonly self: number;
  readonly servers: number;
}

/** Tells of what the server does, once it has a door for browsers; `null` for a server without one. */
export function tracerOf({ gateway, self, servers }: ShowOptions): Tracer | null {
  return gateway === null ? null : new Tracer({ self, servers, wallClock });
}

/**
 * Opens the door, where there is to be one.
 *
 * @throws what `listen` says of a port
 */
export async function openShow<S extends Shape>(
  { gateway, host, self, servers }: ShowOptions,
  tracer: Tracer | null,
  core: CoreName,
  member: Member<S>,
  front: Front,
): Promise<Gateway | null> {
  if (gateway === null || tracer === null) return null;
  // A server without that door starts sooner without the library for it.
  const { openGateway } = await import('./gateway.ts');
  return await openGateway({ host, ...gateway }, front, {
    tracer,
    core,
    self,
    servers,
    picture: () => pictureOf(member, front),
    look: () => lookAt(front.tree, front.zxid, front.watches, front.connections),
  });
}

/** Milliseconds since 1970, with fractions: two events of a millisecond are told apart. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

function pictureOf<S extends Shape>(member: Member<S>, front: Front): Picture | null {
  const { picture, ledger, serves } = member;
  if (picture === null) return null;
  const { tree } = ledger;
  return {
    ...picture,
    serves,
    zxid: ledger.zxid.toString(16),
    digest: BigInt.asUintN(64, tree.digest).toString(16),
    znodes: tree.size,
    sessions: tree.sessions.length,
    watches: front.watches.count,
    clients: front.size,
  };
}

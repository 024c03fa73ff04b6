import type { Log } from '@menagerie/server';
import { type ByteStream, type Listening, listening, type World } from '../world.ts';
import type { PeerAddress, PeerTls } from './peers-parts.ts';
import type * as Secure from './secure.ts';

/** Connections that may be open, strangers' among them. */
const MOST_SOCKETS = 1000;

/** What a port for other servers takes. */
export interface PeerPortParts {
  readonly world: World;
  readonly log: Log;
  /** What TLS is spoken with; `null` for plain connections. */
  readonly tls: { readonly tls: PeerTls; readonly secure: typeof Secure } | null;
  accept(socket: ByteStream): void;
  refused(socket: ByteStream, reason: string): void;
  /** Other keys are to be used from now on. */
  renewed(tls: PeerTls): void;
}

/** Opens a port for other servers. @throws what `listen` says of it */
export async function listenForPeers(
  parts: PeerPortParts,
  { host, port }: PeerAddress,
): Promise<Listening> {
  const at = { host, port, most: MOST_SOCKETS };
  if (parts.tls === null) return await parts.world.listen(at, (socket) => parts.accept(socket));
  const { tls, secure } = parts.tls;
  const server = secure.secureServer(
    tls,
    (socket) => parts.accept(socket),
    (socket, reason) => parts.refused(socket, reason),
  );
  const open = await listening(server, at);
  const stopRenewing = secure.keepPeersRenewed(server, tls, parts.log, (material) => {
    parts.renewed({ ...tls, ...material });
  });
  return {
    port: open.port,
    close: async () => {
      stopRenewing();
      await open.close();
    },
  };
}

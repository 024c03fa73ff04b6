import type { TLSSocket } from 'node:tls';
import { type Identity, superIdentity } from '@menagerie/znode';

/**
 * Who a client has proved to be by its certificate: its subject, as ZooKeeper writes it.
 *
 * @param superUser whose certificate opens everything; `null` for nobody's
 */
export function identitiesOf(socket: TLSSocket, superUser: string | null): readonly Identity[] {
  if (!socket.authorized) return [];
  const subject = socket.getPeerX509Certificate()?.subject;
  if (subject === undefined) return [];
  const own: Identity = { scheme: 'x509', id: nameOf(subject) };
  return own.id === superUser ? [superIdentity, own] : [own];
}

/**
 * A subject as RFC 2253 has it, which begins with the end. Of attributes that RFC 2253 does not name,
 * such as `emailAddress`, Apache's server writes the number and the bytes; here they keep their name.
 *
 * @param subject one attribute a line, as Node gives it
 */
function nameOf(subject: string): string {
  return subject.split('\n').reverse().join(',');
}

import { decodeRequest, ErrorCode, type KnownRequest, type Request } from '@menagerie/jute';
import { isWrite, type Settled } from '../member/ledger.ts';
import { ProposalKind, type Unsigned, wish } from '../member/proposal.ts';
import { authenticate, authenticateBySasl, isAdmitted, turnAway } from './authentication.ts';
import type { Connection } from './connection.ts';
import type { Office } from './office.ts';
import { read } from './reads.ts';

/** Answers a request: at once where it reads, and once it is applied here where it writes. */
export function answer(
  office: Office,
  connection: Connection,
  request: KnownRequest,
  frame: Uint8Array,
): void {
  if (!isAdmitted(office, connection, request)) {
    turnAway(office, connection, request.xid);
    return;
  }
  if (!office.canWrite && refuses(office, connection, request)) return;
  if (connection.isReconfiguring && request.type !== 'ping') {
    // A plan takes a while, and whatever comes behind it waits as behind any other write.
    const kept = frame.slice();
    connection.inOrder(() => {
      const again = decodeRequest(kept);
      if (isKnown(again)) answer(office, connection, again, kept);
    });
    return;
  }
  if (isWrite(request)) {
    const { session, identities, number } = connection;
    const asked: Unsigned = {
      kind: ProposalKind.request,
      connection: number,
      session,
      timeoutMs: 0,
      identities,
      data: frame,
      local: false,
      request,
    };
    write(office, connection, request, asked, replyTo);
    return;
  }
  switch (request.type) {
    case 'closeSession': {
      const { session, number } = connection;
      const asked = wish(ProposalKind.closeSession, { session, connection: number });
      write(office, connection, request, asked, bidFarewell);
      break;
    }
    case 'sync':
      write(office, connection, request, wish(ProposalKind.sync), replyToSync);
      break;
    case 'reconfig':
      reconfigure(office, connection, request, frame);
      break;
    case 'auth':
      authenticate(office, connection, request);
      break;
    case 'sasl':
      authenticateBySasl(office, connection, request);
      break;
    default:
      connection.inOrder(() => read(office, connection, request));
  }
}

/** What a server that only reads does not do. @returns whether that is the case here */
function refuses(office: Office, connection: Connection, request: KnownRequest): boolean {
  const { type, xid } = request;
  if (request.type === 'closeSession' && connection.readOnly) {
    connection.inOrder(() => bidFarewell(office, connection, request));
    return true;
  }
  const changes = type === 'sync' || type === 'closeSession' || type === 'reconfig';
  if (!isWrite(request) && !changes) return false;
  connection.inOrder(() => connection.fail(xid, office.zxid, ErrorCode.notReadOnly));
  return true;
}

/** Says what became of a request that was proposed. */
type Done<R extends KnownRequest> = (
  office: Office,
  connection: Connection,
  request: R,
  settled: Settled,
) => void;

function write<R extends KnownRequest>(
  office: Office,
  connection: Connection,
  request: R,
  asked: Unsigned,
  done: Done<R>,
): void {
  connection.begin();
  office.submit(asked, (settled) => {
    if (settled === null || settled.isMoved) {
      // It may have taken effect or not: a closed connection says just that. And who has moved is
      // not to be told -118 (ZOOKEEPER-710).
      connection.close();
      return;
    }
    done(office, connection, request, settled);
    connection.answered();
  });
}

function replyTo(
  office: Office,
  connection: Connection,
  request: KnownRequest,
  { applied }: Pick<Settled, 'applied'>,
): void {
  if (applied === null) return;
  const { error, reply } = applied;
  const { xid } = request;
  office.wrote(connection, request, applied);
  if (reply === null) connection.fail(xid, office.zxid, error);
  else connection.reply(reply.type, xid, office.zxid, reply.body);
}

function replyToSync(
  office: Office,
  connection: Connection,
  { type, xid, body }: KnownRequest & { readonly type: 'sync' },
): void {
  connection.reply(type, xid, office.zxid, { path: body.path });
}

/** Its session is over. */
function bidFarewell(
  office: Office,
  connection: Connection,
  { type, xid }: KnownRequest & { readonly type: 'closeSession' },
): void {
  connection.reply(type, xid, office.zxid, null);
  connection.close();
}

/** Answered once what it asks for is in force, or is not to be. */
function reconfigure(
  office: Office,
  connection: Connection,
  request: KnownRequest,
  frame: Uint8Array,
): void {
  const { session, identities, number } = connection;
  const by = { session, identities, connection: number };
  const asked = wish(ProposalKind.reconfig, { ...by, data: frame.slice() });
  connection.begin();
  connection.isReconfiguring = true;
  const finish = (settled: Pick<Settled, 'applied'>): void => {
    connection.isReconfiguring = false;
    replyTo(office, connection, request, settled);
    connection.answered();
  };
  office.submit(asked, (settled) => {
    if (settled === null || settled.isMoved || settled.applied === null) connection.close();
    else if (settled.applied.error !== ErrorCode.ok) finish(settled);
    else office.awaitPlan(settled.applied.zxid, (applied) => finish({ applied }));
  });
}

function isKnown(request: Request): request is KnownRequest {
  return request.type !== 'unknown' && request.type !== 'malformed';
}

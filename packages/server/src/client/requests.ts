import { decodeRequest, ErrorCode, type KnownRequest, type Request, Xid } from '@menagerie/jute';
import {
  type Applied,
  clientInfoOf,
  type ReadRequest,
  type Tree,
  type Watches,
} from '@menagerie/znode';
import { isWrite, type Settled } from '../member/ledger.ts';
import { ProposalKind, type Unsigned, wish } from '../member/proposal.ts';
import type { Settle } from '../member/waiting.ts';
import {
  authenticate,
  authenticateBySasl,
  isAdmitted,
  type Registry,
  turnAway,
} from './authentication.ts';
import type { Connection } from './connection.ts';

/** What answering requests takes. */
export interface Office extends Registry {
  readonly tree: Tree;
  readonly watches: Watches;
  /** Of what is applied here. */
  readonly zxid: bigint;
  /** A write was applied, or was refused by the tree. */
  wrote(connection: Connection, request: KnownRequest, applied: Applied): void;
  /** Whether the server takes writes now. */
  readonly canWrite: boolean;
  submit(asked: Unsigned, settle: Settle): void;
  /** Calls once what a client planned for the ensemble is in force, or is given up. */
  awaitPlan(plan: bigint, done: (applied: Applied) => void): void;
}

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
    write(office, connection, asked, (settled) => replyTo(office, connection, request, settled));
    return;
  }
  switch (request.type) {
    case 'closeSession':
      write(
        office,
        connection,
        wish(ProposalKind.closeSession, {
          session: connection.session,
          connection: connection.number,
        }),
        () => {
          connection.reply('closeSession', request.xid, office.zxid, null);
          connection.close();
        },
      );
      break;
    case 'sync':
      write(office, connection, wish(ProposalKind.sync), () => {
        connection.reply('sync', request.xid, office.zxid, { path: request.body.path });
      });
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
  if (type === 'closeSession' && connection.readOnly) {
    connection.inOrder(() => {
      connection.reply(type, xid, office.zxid, null);
      connection.close();
    });
    return true;
  }
  const changes = type === 'sync' || type === 'closeSession' || type === 'reconfig';
  if (!isWrite(request) && !changes) return false;
  connection.inOrder(() => connection.fail(xid, office.zxid, ErrorCode.notReadOnly));
  return true;
}

function write(
  office: Office,
  connection: Connection,
  asked: Unsigned,
  done: (settled: Settled) => void,
): void {
  connection.begin();
  office.submit(asked, (settled) => {
    if (settled === null || settled.isMoved) {
      // It may have taken effect or not: a closed connection says just that. And who has moved is
      // not to be told -118 (ZOOKEEPER-710).
      connection.close();
      return;
    }
    done(settled);
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

function read(office: Office, connection: Connection, request: KnownRequest): void {
  const { xid } = request;
  const { watches, tree, zxid } = office;
  const told = (error: number): void => {
    if (error !== ErrorCode.ok) connection.fail(xid, zxid, error);
    else connection.reply('removeWatches', xid, zxid, null);
  };
  switch (request.type) {
    case 'exists':
    case 'getData':
    case 'getACL':
    case 'getChildren':
    case 'getChildren2':
    case 'getAllChildrenNumber':
    case 'getEphemerals':
    case 'multiRead':
      readTree(office, connection, request, xid);
      break;
    case 'addWatch': {
      const error = watches.addWatch(connection.number, request.body.path, request.body.mode);
      if (error === ErrorCode.ok) connection.reply('addWatch', xid, zxid, { err: 0 });
      else connection.fail(xid, zxid, error);
      break;
    }
    case 'removeWatches':
      told(watches.removeWatches(connection.number, request.body.path, request.body.type));
      break;
    case 'checkWatches':
      told(watches.checkWatches(connection.number, request.body.path, request.body.type));
      break;
    case 'setWatches':
    case 'setWatches2': {
      const error = watches.setWatches(
        connection.number,
        request.body,
        (path) => tree.present(path),
        (found) => connection.tell(found, -1n),
      );
      told(error);
      break;
    }
    case 'whoAmI':
      connection.reply('whoAmI', xid, zxid, { clientInfo: clientInfoOf(connection.identities) });
      break;
    case 'ping':
      connection.reply('ping', Xid.ping, zxid, null);
      break;
    default:
      connection.fail(xid, zxid, ErrorCode.unimplemented);
  }
}

function readTree(
  { tree, watches, zxid }: Office,
  connection: Connection,
  request: ReadRequest,
  xid: number,
): void {
  const { error, reply } = tree.read(request, connection);
  const { number } = connection;
  if (request.type === 'exists' && request.body.watch && request.body.path !== null) {
    if (error === ErrorCode.ok || error === ErrorCode.noNode) {
      watches.watchData(number, request.body.path);
    }
  }
  if (reply === null) {
    connection.fail(xid, zxid, error);
    return;
  }
  if (request.type === 'getData' && request.body.watch && request.body.path !== null) {
    watches.watchData(number, request.body.path);
  }
  if (request.type === 'getChildren' || request.type === 'getChildren2') {
    if (request.body.watch && request.body.path !== null) {
      watches.watchChildren(number, request.body.path);
    }
  }
  connection.reply(reply.type, xid, zxid, reply.body);
}

function isKnown(request: Request): request is KnownRequest {
  return request.type !== 'unknown' && request.type !== 'malformed';
}

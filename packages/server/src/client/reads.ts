import { ErrorCode, type KnownRequest, Xid } from '@menagerie/jute';
import { clientInfoOf, type ReadRequest } from '@menagerie/znode';
import type { Connection } from './connection.ts';
import type { Office } from './office.ts';

/** Answers what changes nothing in the tree, from what is applied here. */
export function read(office: Office, connection: Connection, request: KnownRequest): void {
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

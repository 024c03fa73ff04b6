import {
  type JuteWriter,
  Perms,
  ReplyHeader,
  type ResponseBodies,
  writeFailure,
  writeReply,
} from '@menagerie/jute';
import * as c from '../store/columns.ts';
import type { Rows } from '../store/rows.ts';
import type { Core } from './core.ts';
import { lifetimeOf } from './owners.ts';
import { type Reader, type ReadName, type ReadRequest, read, readable } from './read.ts';
import { cversionOf } from './stat.ts';

/** What the header of a reply says besides the error. */
interface Head {
  readonly xid: number;
  readonly zxid: bigint;
}

/**
 * Answers a read with the frame of its reply, which the writer has afterwards. The reads that
 * servers live on go there from the rows, with no object in between. Returns the error.
 */
export function answer(
  core: Core,
  writer: JuteWriter,
  head: Head,
  request: ReadRequest,
  reader: Reader,
): number {
  const { type } = request;
  if (
    type === 'exists' ||
    type === 'getData' ||
    type === 'getChildren' ||
    type === 'getChildren2'
  ) {
    const row = readable(core, request.body.path, Perms.read, reader, type);
    if (row < 0) return fail(writer, head, row);
    writer.begin();
    ReplyHeader.write(writer, { xid: head.xid, zxid: head.zxid, err: 0 });
    if (type === 'getData') writer.buffer(core.store.data(row));
    else if (type !== 'exists') writeChildren(writer, core.store.rows, row);
    if (type !== 'getChildren') writeStat(writer, core.store.rows, row);
    return 0;
  }
  const { error, reply } = read(core, request, reader);
  if (reply === null) return fail(writer, head, error);
  writeAnswer(writer, head, reply);
  return 0;
}

function fail(writer: JuteWriter, { xid, zxid }: Head, err: number): number {
  writeFailure(writer, { xid, zxid, err });
  return err;
}

function writeAnswer<K extends ReadName>(
  writer: JuteWriter,
  head: Head,
  { type, body }: { readonly type: K; readonly body: ResponseBodies[K] },
): void {
  writeReply(writer, type, head, body);
}

function writeChildren(writer: JuteWriter, rows: Rows, row: number): void {
  writer.int(rows.get(row, c.CHILDREN));
  let at = rows.get(row, c.FIRST_CHILD);
  for (; at !== c.NONE; at = rows.get(at, c.NEXT_SIBLING)) writer.ustring(rows.name(at));
}

/** In the order of the record, which is not that of the columns. */
function writeStat(writer: JuteWriter, rows: Rows, row: number): void {
  writeLong(writer, rows, row, c.CZXID);
  writeLong(writer, rows, row, c.MZXID);
  writeLong(writer, rows, row, c.CTIME);
  writeLong(writer, rows, row, c.MTIME);
  writer.int(rows.get(row, c.VERSION));
  writer.int(cversionOf(rows, row));
  writer.int(rows.get(row, c.AVERSION));
  if (lifetimeOf(rows, row) === 'ephemeral') writeLong(writer, rows, row, c.OWNER);
  else writer.longHalves(0, 0);
  writer.int(Math.max(rows.get(row, c.LENGTH), 0));
  writer.int(rows.get(row, c.CHILDREN));
  writeLong(writer, rows, row, c.PZXID);
}

function writeLong(writer: JuteWriter, rows: Rows, row: number, column: number): void {
  writer.longHalves(rows.get(row, column), rows.get(row, column + 1));
}

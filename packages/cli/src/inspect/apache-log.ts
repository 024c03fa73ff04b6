import { decodeSubTransaction, type Transaction } from '@menagerie/jute';
import { apacheFiles, contentOf } from '../apache/directory.ts';
import { type ApacheEntry, entriesIn } from '../apache/log.ts';
import { hex, jsonLine } from './json.ts';

/** The entries of all logs of a directory, or of one log; torn ends are told of on standard error. */
export async function* apacheEntries(path: string): AsyncGenerator<ApacheEntry, void, void> {
  for (const file of await apacheFiles(path)) {
    if (file.kind !== 'log') continue;
    yield* entriesIn(file.path, await contentOf(file), (message) => console.error(message));
  }
}

/** One line on an entry. */
export function entryText({ file, offset, entry }: ApacheEntry): string {
  const { clientId, cxid, zxid, time } = entry.header;
  const when = new Date(Number(time)).toISOString();
  const who = `session ${hex(clientId)} cxid ${cxid}`;
  return `${file} at ${offset}: zxid ${hex(zxid)} ${when} ${who} ${txnText(entry.txn)}`;
}

function txnText(txn: Transaction): string {
  if (txn.type === 'multi') {
    const parts = (txn.body.txns ?? []).map((sub) => txnText(decodeSubTransaction(sub)));
    return `multi [${parts.join('; ')}]`;
  }
  return txn.type === 'unknown' ? `opcode ${txn.opcode}` : `${txn.type} ${jsonLine(txn.body)}`;
}

import { ErrorCode, type Stat } from '@menagerie/jute';
import type { Answer, Asked, Refusal, Shown } from '../test/judge/history.ts';
import type { Line } from './line.ts';

/** What a server says to a call. */
export type Said =
  | { readonly type: 'answer'; readonly zxid: bigint; readonly answer: Answer }
  /** The session is over: nothing was done. */
  | { readonly type: 'over' }
  /** An error that has no place here. */
  | { readonly type: 'odd'; readonly err: number };

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const EPHEMERAL = 1;
const REFUSALS: ReadonlyMap<number, Refusal> = new Map([
  [ErrorCode.noNode, 'no-node'],
  [ErrorCode.nodeExists, 'node-exists'],
  [ErrorCode.badVersion, 'bad-version'],
]);

/** Asks for something. @param take gets `null` if the line is closed before there is an answer */
export function askOn(line: Line, asked: Asked, take: (said: Said | null) => void): void {
  switch (asked.type) {
    case 'create': {
      const flags = asked.ephemeral ? EPHEMERAL : 0;
      const body = { path: asked.path, data: bytesOf(asked.data), acl: OPEN, flags };
      line.ask('create', body, (reply) => take(saidBy(reply, () => done(0))));
      break;
    }
    case 'set': {
      const { path, data, version } = asked;
      line.ask('setData', { path, data: bytesOf(data), version: version ?? -1 }, (reply) =>
        take(saidBy(reply, ({ stat }) => done(stat.version))),
      );
      break;
    }
    case 'delete': {
      const body = { path: asked.path, version: asked.version ?? -1 };
      line.ask('delete', body, (reply) => take(saidBy(reply, () => done(null))));
      break;
    }
    case 'read': {
      const { path, watch } = asked;
      if (asked.synced) line.ask('sync', { path }, () => {});
      line.ask('getData', { path, watch }, (reply) =>
        take(saidBy(reply, ({ data, stat }) => ({ type: 'found', shown: shownIn(data, stat) }))),
      );
      break;
    }
    case 'close':
      line.ask('closeSession', null, (reply) => take(saidBy(reply, () => done(null))));
  }
}

type ReplyWith<Body> =
  | { readonly type: 'done'; readonly zxid: bigint; readonly body: Body }
  | { readonly type: 'failed'; readonly zxid: bigint; readonly err: number };

function saidBy<Body>(
  reply: ReplyWith<Body> | null,
  answerOf: (body: Body) => Answer,
): Said | null {
  if (reply === null) return null;
  const { zxid } = reply;
  if (reply.type === 'done') return { type: 'answer', zxid, answer: answerOf(reply.body) };
  const error = REFUSALS.get(reply.err);
  if (error !== undefined) return { type: 'answer', zxid, answer: { type: 'error', error } };
  return reply.err === ErrorCode.sessionExpired
    ? { type: 'over' }
    : { type: 'odd', err: reply.err };
}

function done(version: number | null): Answer {
  return { type: 'done', version };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** What there is at a path, as the judge takes it. */
export function shownIn(data: Uint8Array | null, stat: Stat): Shown {
  const { version, czxid, mzxid, ephemeralOwner } = stat;
  return {
    data: new TextDecoder().decode(data ?? new Uint8Array()),
    version,
    czxid: Number(czxid),
    mzxid: Number(mzxid),
    owner: ephemeralOwner === 0n ? null : sessionText(ephemeralOwner),
  };
}

/** Session ids as text, as calls and owners of ephemerals have them. */
export function sessionText(id: bigint): string {
  return BigInt.asUintN(64, id).toString(16);
}

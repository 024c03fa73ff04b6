import { Connection, Front, Member, ProposalKind } from '@menagerie/server';
import { Tree } from '@menagerie/znode';

/**
 * Mistakes that a server of this kind could make. Each puts something else in the place of a method,
 * in a process that was started for it: the judge is to find it.
 */
const MISTAKES = {
  /** A write is answered before the disk has it: the disk says so too early. See `ForgetfulFiles`. */
  'answers-before-disk': () => {},
  /** `sync` does not ask the leader, so whoever waited for it may read what is old. */
  'sync-without-quorum': () => {
    replace(
      Front.prototype,
      'handle',
      (handle) =>
        function (connection, request, frame) {
          if (request.type !== 'sync') handle.call(this, connection, request, frame);
          else {
            const { path } = request.body;
            connection.inOrder(() => connection.reply('sync', request.xid, this.zxid, { path }));
          }
        },
    );
  },
  /** A session is taken up again by a server that has not seen what the session has seen. */
  'stale-session': () => {
    replace(
      Member.prototype,
      'submit',
      (submit) =>
        function (asked, settle) {
          if (asked.kind !== ProposalKind.claimSession) submit.call(this, asked, settle);
          else {
            const wish = { ...asked, origin: 0, boot: 0, serial: 0 };
            settle({ wish, isVoid: false, isMoved: false, applied: null });
          }
        },
    );
    replace(
      Front.prototype,
      'connect',
      (connect) =>
        function (connection, request, done) {
          connect.call(this, connection, { ...request, lastZxidSeen: 0n }, done);
        },
    );
  },
  /** A read does not wait for the writes that its session sent before. */
  'read-overtakes-write': () => {
    replace(Connection.prototype, 'inOrder', () => (act) => act());
  },
  /** Some writes have another effect on some servers. */
  'applies-otherwise': () => {
    if (process.pid % 2 === 0) return;
    replace(
      Tree.prototype,
      'apply',
      (apply) =>
        function (command) {
          const isOther = command.type !== 'request' || command.zxid % 20n !== 0n;
          if (isOther || command.request.type !== 'setData') return apply.call(this, command);
          const body = { ...command.request.body, data: Uint8Array.of(63) };
          return apply.call(this, { ...command, request: { ...command.request, body } });
        },
    );
  },
  /** Some ephemerals stay when their session ends. */
  'ephemeral-stays': () => {
    replace(
      Tree.prototype,
      'apply',
      (apply) =>
        function (command) {
          const isOther = command.type !== 'request' || command.zxid % 3n !== 0n;
          if (isOther || command.request.type !== 'create') return apply.call(this, command);
          const { body } = command.request;
          const request = { ...command.request, body: { ...body, flags: 0 } };
          return apply.call(this, { ...command, request });
        },
    );
  },
  /** Sessions end sooner than they should. */
  'session-ends-early': () => {
    replace(
      Tree.prototype,
      'session',
      (session) =>
        function (id) {
          const known = session.call(this, id);
          return known === null ? null : { ...known, timeoutMs: known.timeoutMs / 4 };
        },
    );
  },
  /** Who watches hears of a change behind replies that show it. */
  'event-comes-late': () => {
    replace(
      Connection.prototype,
      'tell',
      (tell) =>
        function (found, zxid) {
          setTimeout(() => tell.call(this, found, zxid), 40);
        },
    );
  },
} as const;

export type Mistake = keyof typeof MISTAKES;

export const MISTAKE_NAMES: readonly Mistake[] = Object.keys(MISTAKES).filter(isMistake);

export function isMistake(name: string): name is Mistake {
  return Object.hasOwn(MISTAKES, name);
}

/** From now on this process makes it. */
export function make(mistake: Mistake): void {
  MISTAKES[mistake]();
}

type MethodOf<T, K extends keyof T> = T[K] extends (...args: infer Args) => infer Result
  ? (this: T, ...args: Args) => Result
  : never;

/** @param by makes what comes in the place of a method from the method */
function replace<T extends object, K extends keyof T>(
  prototype: T,
  name: K,
  by: (before: MethodOf<T, K>) => MethodOf<T, K>,
): void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  Object.defineProperty(prototype, name, { ...before, value: by(before?.value) });
}

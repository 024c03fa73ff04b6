import type { Shape } from '@menagerie/contract';
import { type Command, Tree, Watches } from '@menagerie/znode';
import { expect, it, onTestFinished } from 'vitest';
import { Connection } from '../src/client/connection.ts';
import { Front } from '../src/client/front.ts';
import { Driver } from '../src/driver/driver.ts';
import { Member } from '../src/member/member.ts';
import { ProposalKind, wish } from '../src/member/proposal.ts';
import type { Promised } from './judge/history.ts';
import { play } from './simulation/play.ts';
import type { DayName } from './simulation/trouble.ts';

/** Runs that may pass before a mistake is seen. */
const MOST = 200;

/** Mistakes in servers, what is broken by each and on which days, and how it is made. */
const MISTAKES: readonly (readonly [string, Promised, DayName, () => void])[] = [
  ['answers sync from what it has', 'linearizable', 'late', answerSyncAtOnce],
  ['takes up sessions without asking anybody', 'in-order', 'late', takeUpAtOnce],
  ['says in a reply that it has more than it has', 'of-its-zxid', 'mixed', claimMore],
  ['leaves out an event now and then', 'told-first', 'mixed', leaveOutEvents],
  ['ends no session that its client closes', 'with-session', 'mixed', ignoreCloses],
  ['promises before its disk has it', 'kept', 'dark', promiseEarly],
];

it.each(MISTAKES)(
  'a server that %s is seen',
  { timeout: 0 },
  async (_what, promised, day, make) => {
    make();
    expect(await seedThatSees(promised, day)).not.toBeNull();
  },
);

async function seedThatSees(promised: Promised, day: DayName): Promise<number | null> {
  for (let seed = 1; seed <= MOST; seed += 1) {
    const { judgement } = await play({ core: 'zab', servers: 3, seed, day });
    if (judgement.faults.some((fault) => fault.promised === promised)) return seed;
  }
  return null;
}

function answerSyncAtOnce(): void {
  replace(Front.prototype, 'handle', (handle) => {
    return function (this: Front, connection, request, frame): void {
      if (request.type !== 'sync') {
        handle.call(this, connection, request, frame);
        return;
      }
      const { xid, body } = request;
      connection.inOrder(() => connection.reply('sync', xid, this.zxid, body));
    };
  });
}

function takeUpAtOnce(): void {
  replace(Front.prototype, 'connect', (connect) => {
    return function (this: Front, connection, request, done): void {
      connect.call(this, connection, { ...request, lastZxidSeen: 0n }, done);
    };
  });
  replace(Member.prototype, 'submit', (submit) => {
    return function (this: Member<Shape>, asked, settle): void {
      const settled = { wish: wish(asked.kind), isVoid: false, isMoved: false, applied: null };
      if (asked.kind === ProposalKind.claimSession) settle(settled);
      else submit.call(this, asked, settle);
    };
  });
}

function promiseEarly(): void {
  replace(Driver.prototype, 'take', (take) => {
    return function (this: Driver<Shape>, input): void {
      take.call(this, input);
      this.durable(this.last);
    };
  });
}

function claimMore(): void {
  replace(Connection.prototype, 'reply', (reply) => {
    return function (this: Connection, type, xid, zxid, body): void {
      reply.call(this, type, xid, zxid + 1n, body);
    };
  });
}

function leaveOutEvents(): void {
  let changes = 0;
  replace(Watches.prototype, 'fire', (fire) => {
    return function (this: Watches, found, tell): void {
      changes += 1;
      if (changes % 5 !== 0) fire.call(this, found, tell);
    };
  });
}

function ignoreCloses(): void {
  replace(Tree.prototype, 'apply', (apply) => {
    return function (this: Tree, command: Command) {
      if (command.type !== 'closeSession') return apply.call(this, command);
      const { zxid, time } = command;
      return apply.call(this, { type: 'pass', zxid, time, error: 0 });
    };
  });
}

/** Puts another method in the place of one, for the rest of the test. */
function replace<T extends object, K extends keyof T>(
  prototype: T,
  name: K,
  make: (original: T[K]) => T[K],
): void {
  const original = prototype[name];
  prototype[name] = make(original);
  onTestFinished(() => {
    prototype[name] = original;
  });
}

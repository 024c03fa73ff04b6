import { crash, deliver, fire, fromText, given, lose, settle } from '@menagerie/contract/testing';
import { zabConfig } from '../../config.ts';
import type { ZabCommand } from '../../messages.ts';
import {
  abandoned,
  bare,
  deep,
  elected,
  led,
  overtaken,
  type Step,
  scope,
  timeouts,
  without,
  write,
  type ZabScope,
} from './builders.ts';

const syncRead: ZabCommand = { type: 'read', mode: 'sync' };

/** Server 2 has committed the first write with one other; nobody else knows that it is committed. */
function committedWith(other: number): Step[] {
  return [given(2, write(1)), deliver(2, other, 'proposal'), deliver(other, 2, 'ack'), lose];
}

/** Server 0 sends its vote again, and hears who leads. */
const knocks = fire(0, 'notify');

/** Scopes that begin in the middle, with a leader. */
export const ledScopes: readonly ZabScope[] = [
  scope('a compaction and a write', {
    start: led,
    commands: [
      { command: write(1) },
      { command: { type: 'compact', through: 1, data: fromText('state at 1') } },
    ],
    off: without('compaction'),
    reaches: ['A History Is Compacted', 'A Write Is Answered'],
    kills: ['Z-34'],
  }),
  scope('a late joiner and a write', {
    start: [...elected(2, 0b110), knocks],
    writes: 1,
    off: without('repeated notifications'),
    reaches: [
      'A Late Looker Joins',
      'A Proposal Comes Before UPTODATE',
      'A Commit Comes Before UPTODATE',
    ],
    kills: ['Z-06'],
  }),
  scope('a late joiner and 2 writes', {
    start: [...elected(2, 0b110), knocks],
    writes: 2,
    off: without('repeated notifications'),
    reaches: [
      'A Late Looker Joins',
      'A Proposal Comes Before UPTODATE',
      'A Commit Comes Before UPTODATE',
    ],
    kills: ['Z-14'],
  }),
  scope('a follower that lacks what a new leader begins with', {
    start: [
      ...led,
      given(2, write(1)),
      settle(0b110),
      lose,
      crash(2),
      ...abandoned(1),
      ...elected(2, 0b110),
      ...abandoned(0),
    ],
    reaches: ['A Late Looker Joins', 'A Proposal Comes Before UPTODATE'],
    kills: ['Z-08', 'Z-28'],
  }),
  scope('a commit that followers have not heard of, and another election', {
    start: [...led, ...committedWith(0)],
    givenUp: 2,
    finalized: 2,
    reaches: ['A Later Epoch Begins', 'A Commit Comes Before UPTODATE'],
    kills: ['Z-04'],
  }),
  scope('a commit that followers have not heard of, another election, 1 write', {
    start: [...led, ...committedWith(0)],
    givenUp: 2,
    finalized: 2,
    writes: 1,
    reaches: ['A Later Epoch Begins', 'A Late Looker Joins'],
    kills: ['Z-21'],
  }),
  scope('the return of a leader with a proposal of its own', {
    start: [...led, given(2, write(1)), lose, ...overtaken, crash(2)],
    commands: [{ command: write(2), to: 0b011 }],
    reaches: ['TRUNC Is Used', 'SNAP Is Used'],
    kills: ['Z-10'],
  }),
  scope('the return of a leader with a proposal of its own behind a commit', {
    start: [
      ...led,
      given(2, write(1)),
      settle(0b111),
      given(2, write(2)),
      lose,
      ...overtaken,
      crash(2),
    ],
    reaches: ['TRUNC Is Used'],
    kills: ['Z-11'],
  }),
  scope('a connection dialled anew, 2 writes', {
    start: led,
    givenUp: 1,
    writes: 2,
    keepsIgnored: true,
    reaches: ['A Late Looker Joins', 'A Commit Comes Before UPTODATE'],
    kills: ['Z-13'],
  }),
  scope('a follower that dials anew, a proposal under way', {
    start: [...led, given(2, write(1)), deliver(2, 0, 'proposal')],
    givenUp: 1,
    reaches: ['A Late Looker Joins', 'A Commit Comes Before UPTODATE'],
    kills: ['Z-37'],
  }),
  // Links keep their order, and what waits behind the lost message passes.
  scope('a connection dialled anew, 2 writes, 1 lost message', {
    start: led,
    budgets: timeouts({ leader: 1 }, { drops: 1 }),
    commands: [{ command: write(1) }, { command: write(2) }],
    network: 'ordered',
    keepsIgnored: true,
    reaches: ['A Late Looker Joins', 'A Commit Comes Before UPTODATE'],
    kills: ['Z-13'],
  }),
  scope('a leader that starts again, and a follower that looks', {
    start: led,
    budgets: timeouts({ leader: 1, finalize: 1 }, { crashes: 1 }),
    reaches: ['A Later Epoch Begins'],
    kills: ['Z-18'],
  }),
  scope('a heavy follower', {
    config: zabConfig({ servers: 3, weights: [1, 3, 1] }),
    start: led,
    givenUp: 1,
    off: without('weights and groups'),
    reaches: ['A Late Looker Joins'],
    kills: ['Z-19'],
  }),
  scope('an observer between two leaders', {
    config: { ...bare, servers: 4, voters: 0b0111, weights: [1, 1, 1, 1] },
    start: [
      ...led,
      ...overtaken,
      fire(3, 'notify'),
      settle(0b1011),
      lose,
      fire(3, 'leader'),
      deliver(3, 1, 'notification'),
      deliver(3, 2, 'notification'),
    ],
    // Else the observer would ask the outdated leader, and be turned away, without end.
    lost: {
      what: 'notifications of servers that look for a leader',
      isLost: (message) => message.type === 'notification' && message.state === 'looking',
    },
    off: without('observers', 'repeated notifications'),
    reaches: ['An Outdated Leader Is Turned Down'],
    kills: ['Z-23'],
  }),
  scope('a read at a leader that was overtaken', {
    start: [...led, ...overtaken],
    commands: [
      { command: write(1), to: 0b010 },
      { command: syncRead, to: 0b100 },
    ],
    off: without('reads'),
    reaches: ['A Write Is Answered'],
    kills: ['Z-26'],
  }),
  scope('a lost disk', {
    start: [...led, ...committedWith(0)],
    budgets: timeouts({ leader: 1, finalize: 2 }, { wipes: 1 }),
    off: without('observers'),
    reaches: ['A Late Looker Joins', 'A Commit Comes Before UPTODATE'],
    kills: ['Z-31', 'Z-35'],
  }),
  scope('another election, 1 write', {
    start: led,
    givenUp: 2,
    finalized: 2,
    writes: 1,
    reaches: ['A Later Epoch Begins', 'A Write Is Answered'],
  }),
  scope("another election, 1 write, in the paper's variant", {
    config: { ...bare, variant: 'paper' },
    start: led,
    givenUp: 2,
    finalized: 2,
    writes: 1,
    network: 'ordered',
    off: without("the paper's variant"),
    reaches: ['A Later Epoch Begins', 'A Write Is Answered', 'A Leader Adopts A History'],
  }),
  deep('two more elections, 1 write', {
    start: led,
    givenUp: 4,
    finalized: 4,
    writes: 1,
    network: 'ordered',
    reaches: ['A Later Epoch Begins', 'A Late Looker Joins', 'A Write Is Answered'],
  }),
  deep('another election, 2 writes', {
    start: led,
    givenUp: 2,
    finalized: 2,
    writes: 2,
    reaches: ['A Later Epoch Begins', 'A Late Looker Joins', 'A Write Is Answered'],
  }),
  deep('another election, 1 write, 1 crash, slow disks', {
    start: led,
    givenUp: 1,
    finalized: 2,
    writes: 1,
    crashes: 1,
    network: 'ordered',
    persistence: 'asynchronous',
    reaches: ['A Later Epoch Begins', 'A Write Is Answered'],
  }),
];

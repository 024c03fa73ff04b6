import { crash, deliver, fire, given, lose, settle } from '@menagerie/contract/testing';
import { zabConfig } from '../../config.ts';
import { type Step, scope, without, write, type ZabScope } from './builders.ts';

/**
 * Servers 1 and 2 settle for server 3, and tell server 0 so; the word of both stays under way, and
 * so does the end of the election at server 3.
 */
const settledForThree: readonly Step[] = [
  settle(0b01110),
  lose,
  fire(1, 'finalize'),
  fire(2, 'finalize'),
  fire(0, 'notify'),
  deliver(0, 1, 'notification'),
  deliver(0, 2, 'notification'),
];

/** Server 2 changes its mind: servers 0, 2 and 4 vote for server 4. */
const votesForFour: readonly Step[] = [
  fire(2, 'leader'),
  deliver(2, 4, 'notification'),
  deliver(4, 2, 'notification'),
  deliver(2, 4, 'notification'),
  deliver(0, 4, 'notification'),
  deliver(4, 0, 'notification'),
  deliver(0, 4, 'notification'),
  fire(4, 'finalize'),
  deliver(0, 2, 'notification'),
  fire(2, 'finalize'),
  // Server 0 hears that server 4 leads before it hears anything of server 2.
  fire(0, 'notify'),
  deliver(0, 4, 'notification'),
  deliver(4, 0, 'notification'),
  deliver(4, 0, 'notification'),
];

/** Server 4 is established by servers 0 and 2, and commits a write with them. */
const ledByFour: readonly Step[] = [
  settle(0b10001),
  settle(0b10100),
  settle(0b10001),
  settle(0b10100),
  given(4, write(1)),
  settle(0b10001),
  settle(0b10100),
];

/** Server 0 gives server 4 up; by the word of servers 1 and 2, which is outdated, it joins server 3. */
const joinsThree: readonly Step[] = [
  fire(3, 'finalize'),
  deliver(1, 3, 'followerInfo'),
  fire(0, 'leader'),
  deliver(0, 3, 'notification'),
  deliver(3, 0, 'notification'),
  deliver(1, 0, 'notification'),
  deliver(2, 0, 'notification'),
  lose,
  fire(0, 'dial'),
];

/**
 * Server 0 has acknowledged NEWLEADER of epoch 1 when it starts again, and follows server 1 into
 * epoch 2. Only then, if ever, does its acknowledgement come to server 2.
 */
const establishedLate: readonly Step[] = [
  settle(0b101),
  fire(2, 'finalize'),
  fire(0, 'finalize'),
  deliver(0, 2, 'followerInfo'),
  deliver(2, 0, 'leaderInfo'),
  deliver(0, 2, 'ackEpoch'),
  deliver(2, 0, 'diff'),
  deliver(2, 0, 'newLeader'),
  crash(0),
  settle(0b011),
  fire(0, 'finalize'),
  fire(1, 'finalize'),
  settle(0b011),
];

/** Scopes of messages that come very late. */
export const staleScopes: readonly ZabScope[] = [
  scope('an epoch that is established late, 1 write', {
    start: establishedLate,
    writes: 1,
    network: 'ordered',
    reaches: ['A Write Is Answered'],
  }),
  scope('a leader by votes that are outdated', {
    config: zabConfig({ servers: 5, windowTxns: 8, maxOutstanding: 8 }),
    start: [...settledForThree, ...votesForFour, ...ledByFour, ...joinsThree],
    // Else the election after the leader gives up, of five servers, would be all that is looked at.
    lost: { what: 'notifications', isLost: ({ type }) => type === 'notification' },
    off: without('repeated notifications'),
    reaches: ['A Leader Gives Way To A Later History'],
    kills: ['Z-33'],
  }),
];

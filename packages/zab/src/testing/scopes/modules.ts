import { fire, settle } from '@menagerie/contract/testing';
import type { ZabCommand } from '../../messages.ts';
import { bare, led, scope, timeouts, without, write, type ZabScope } from './builders.ts';

const syncRead: ZabCommand = { type: 'read', mode: 'sync' };

/** Scopes of what most others leave off. No mistake needs them. */
export const moduleScopes: readonly ZabScope[] = [
  scope('1 write, 1 read', {
    start: led,
    commands: [{ command: write(1) }, { command: syncRead }],
    off: without('reads', 'pings'),
    reaches: ['A Leader Answers A Sync Read', 'A Learner Answers A Sync Read'],
  }),
  // What a leader sent before the first ping, and is not there by the second, is given up.
  scope('1 write, 2 pings', {
    start: led,
    writes: 1,
    budgets: timeouts({ ping: 2 }),
    off: without('pings'),
    reaches: ['A Connection Is Dialled Anew'],
  }),
  // Links keep their order, so that nothing but the loss keeps a frame away; what a learner sent is
  // given up at the second check of the quorum.
  scope('1 write, 2 pings, 1 lost message', {
    start: led,
    writes: 1,
    budgets: timeouts({ ping: 2, quorum: 2 }, { drops: 1 }),
    network: 'ordered',
    off: without('pings', 'the check of the quorum'),
    reaches: ['A Connection Is Dialled Anew'],
  }),
  scope('an observer, 2 writes', {
    config: { ...bare, servers: 4, voters: 0b0111, weights: [1, 1, 1, 1] },
    start: [...led, fire(3, 'notify'), settle(0b1111)],
    writes: 2,
    off: without('observers', 'repeated notifications'),
    reaches: ['An Observer Is Informed'],
  }),
];

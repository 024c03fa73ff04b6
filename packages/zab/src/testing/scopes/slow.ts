import { crash, fire, given, lose, settle, sync } from '@menagerie/contract/testing';
import { abandoned, type Step, scope, write, type ZabScope } from './builders.ts';

const pair = settle(0b110);

/** Server 2 leads epoch 1 with server 1; all that they wrote is durable. */
const slowlyLed: readonly Step[] = [
  pair,
  fire(2, 'finalize'),
  fire(1, 'finalize'),
  sync(1),
  pair,
  sync(2),
  pair,
  sync(1),
  pair,
  sync(2),
  pair,
  sync(1),
  pair,
  lose,
];

/** Scopes that begin in the middle, on disks that need time. */
export const slowScopes: readonly ZabScope[] = [
  // As in the published traces of lost data: server 2 brings its proposal into epoch 2, and server 1
  // may have it in memory only when it acknowledges NEWLEADER.
  scope('a proposal that a new epoch makes committed, 1 crash, slow disks', {
    start: [
      ...slowlyLed,
      given(2, write(1)),
      sync(2),
      lose,
      crash(2),
      ...abandoned(1),
      pair,
      lose,
      fire(2, 'finalize'),
      fire(1, 'finalize'),
      sync(1),
      pair,
      sync(2),
      pair,
      sync(1),
    ],
    finalized: 2,
    crashes: 1,
    network: 'ordered',
    persistence: 'asynchronous',
    reaches: ['A Later Epoch Begins'],
    kills: ['Z-03'],
  }),
];

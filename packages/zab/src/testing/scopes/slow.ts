import {
  abandoned,
  crash,
  fire,
  given,
  lose,
  type Step,
  scope,
  settle,
  write,
  type ZabScope,
} from './builders.ts';

const pair = settle(0b110);

/** Server 2 leads epoch 1 with server 1; all that they wrote is durable. */
const slowlyLed: readonly Step[] = [
  pair,
  fire(2, 'finalize'),
  fire(1, 'finalize'),
  synced(1),
  pair,
  synced(2),
  pair,
  synced(1),
  pair,
  synced(2),
  pair,
  synced(1),
  pair,
  lose,
];

/** What was written before a step is durable after it. */
function synced(server: number): Step {
  return { type: 'sync', server };
}

/** Scopes that begin in the middle, on disks that need time. */
export const slowScopes: readonly ZabScope[] = [
  // As in the published traces of lost data: server 2 brings its proposal into epoch 2, and server 1
  // may have it in memory only when it acknowledges NEWLEADER.
  scope('a proposal that a new epoch makes committed, 1 crash, slow disks', {
    start: [
      ...slowlyLed,
      given(2, write(1)),
      synced(2),
      lose,
      crash(2),
      ...abandoned(1),
      pair,
      lose,
      fire(2, 'finalize'),
      fire(1, 'finalize'),
      synced(1),
      pair,
      synced(2),
      pair,
      synced(1),
    ],
    finalized: 2,
    crashes: 1,
    network: 'ordered',
    persistence: 'asynchronous',
    kills: ['Z-03'],
  }),
];

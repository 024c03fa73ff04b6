import type { ServerSet } from '@menagerie/contract';
import { fire, given, lose, settle } from '@menagerie/contract/testing';
import type { PaxosCommand } from '../../../multi/messages.ts';
import type { Quorums } from '../../../quorums.ts';
import { bare, elected, type PaxosScope, promise, scope, without, write } from './builders.ts';

function reconfigure(quorums: Quorums, servers: number): PaxosCommand {
  return {
    type: 'reconfigure',
    membership: { quorums, incarnations: new Array<number>(servers).fill(0) },
  };
}

function majority(members: ServerSet): Quorums {
  return { type: 'majority', members };
}

/** Scopes of changes of the acceptors. */
export const reconfigurationScopes: readonly PaxosScope[] = [
  scope('a stop-sign', {
    start: elected(0, 0b111),
    commands: [
      { command: reconfigure(majority(0b011), 3), to: 1 },
      { command: write(1), to: 1 },
    ],
    off: without('reconfiguration', 'catch-up', 'heartbeats'),
    reaches: ['A Configuration Is Closed', 'A Second Configuration Is In Force'],
    kills: ['P-21', 'P-53'],
  }),
  // Both servers propose in slot 1, and server 0 in slot 2 as well; it hears of the stop-sign alone.
  scope('a stop-sign in a slot of a deposed leader', {
    start: [
      fire(0, 'election'),
      ...promise(0, 1),
      given(0, write(11)),
      given(0, write(12)),
      lose,
      fire(1, 'election'),
      ...promise(1, 2),
    ],
    commands: [{ command: reconfigure(majority(0b111), 3), to: 0b010 }],
    off: without('reconfiguration', 'catch-up', 'heartbeats'),
    reaches: [
      'A Configuration Is Closed',
      'A Second Configuration Is In Force',
      'A Value Is Recovered',
    ],
    kills: ['P-62'],
  }),
  // Server 2 leads last. Server 0 still leads in a lower ballot, and hears of the change from
  // server 4, which no configuration names.
  scope('a window of one', {
    config: {
      ...bare,
      servers: 5,
      quorums: majority(0b00111),
      reconfiguration: 'alpha-window',
      window: 1,
    },
    start: [
      fire(0, 'election'),
      ...promise(0, 1),
      fire(2, 'election'),
      ...promise(2, 1),
      lose,
      given(2, reconfigure(majority(0b01101), 5)),
      given(2, write(11)),
      settle(0b00110),
      fire(4, 'election'),
      { type: 'deliver', from: 4, to: 2, message: 'announce' },
      { type: 'deliver', from: 2, to: 4, message: 'chosen' },
      fire(4, 'election'),
      { type: 'deliver', from: 4, to: 0, message: 'announce' },
      { type: 'deliver', from: 4, to: 0, message: 'announce' },
      { type: 'deliver', from: 0, to: 4, message: 'learn' },
      { type: 'deliver', from: 4, to: 0, message: 'chosen' },
    ],
    commands: [{ command: write(1), to: 0b00001 }],
    network: 'bag',
    off: without('reconfiguration', 'catch-up'),
    reaches: ['A Second Configuration Is In Force', 'A Value Is Recovered'],
    kills: ['P-22'],
  }),
  // Server 1 voted in slot 2 before server 2 got a stop-sign chosen in slot 1. Server 0 still
  // leads, in the lowest ballot of the three, and is promised enough for the next configuration.
  scope('a vote behind a stop-sign', {
    config: { ...bare, servers: 5, quorums: { type: 'weighted', weights: [1, 1, 1, 2, 0] } },
    start: [
      fire(0, 'election'),
      ...promise(0, 1),
      ...promise(0, 3),
      lose,
      fire(1, 'election'),
      ...promise(1, 2),
      ...promise(1, 3),
      given(1, write(11)),
      given(1, write(12)),
      lose,
      fire(2, 'election'),
      ...promise(2, 3),
      given(2, reconfigure(majority(0b10011), 5)),
      { type: 'deliver', from: 2, to: 3, message: 'accept' },
      { type: 'deliver', from: 3, to: 2, message: 'accepted' },
      { type: 'deliver', from: 2, to: 0, message: 'chosen' },
      { type: 'deliver', from: 2, to: 1, message: 'chosen' },
      { type: 'deliver', from: 2, to: 4, message: 'chosen' },
      lose,
    ],
    elections: 1,
    commands: [{ command: write(1), to: 0b0001 }],
    off: without('reconfiguration', 'catch-up'),
    reaches: ['A Second Configuration Is In Force', 'A Value Is Recovered'],
    kills: ['P-56'],
  }),
];

import type { ServerSet } from '@menagerie/contract';
import { crash, given, lose } from '@menagerie/contract/testing';
import type { ZabCommand } from '../../messages.ts';
import { led, overtaken, scope, without, write, type ZabScope } from './builders.ts';

/** Of three servers these vote, each with weight 1. */
function reconfig(voters: ServerSet): ZabCommand {
  const weights = [0, 1, 2].map((id) => (voters >> id) & 1);
  return {
    type: 'reconfig',
    membership: { voters, weights, groups: [], incarnations: [0, 0, 0] },
  };
}

/** Scopes of changes of membership. */
export const membershipScopes: readonly ZabScope[] = [
  scope('two reconfigurations', {
    start: led,
    commands: [{ command: reconfig(0b110) }, { command: reconfig(0b100) }],
    off: without('reconfiguration', 'observers'),
    reaches: ['A Membership Comes Into Force'],
    kills: ['Z-36'],
  }),
  scope('a reconfiguration and an election', {
    start: led,
    commands: [{ command: reconfig(0b100) }],
    givenUp: 2,
    finalized: 2,
    network: 'ordered',
    off: without('reconfiguration', 'observers'),
    reaches: ['A Membership Comes Into Force', 'A Later Epoch Begins'],
    kills: ['Z-32'],
  }),
  scope('the return of a leader with a reconfiguration of its own', {
    start: [...led, given(2, reconfig(0b011)), lose, ...overtaken, crash(2)],
    commands: [{ command: write(1), to: 0b011 }],
    off: without('reconfiguration'),
    reaches: ['A Reconfiguration Is Undone', 'SNAP Is Used'],
  }),
];

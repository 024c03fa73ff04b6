import { fire, given, lose, settle } from '@menagerie/contract/testing';
import type { MembershipChange, RaftCommand, Transition } from '../../messages.ts';
import type { RaftConfig } from '../../types.ts';
import { bare, led, type RaftScope, scope, vote, without, write } from './builders.ts';

function change(transition: Transition, ...changes: MembershipChange[]): RaftCommand {
  return { type: 'changeMembership', transition, changes };
}

function add(server: number): MembershipChange {
  return { type: 'addVoter', server, incarnation: 0 };
}

function remove(server: number): MembershipChange {
  return { type: 'remove', server };
}

const members: RaftConfig = { ...bare, servers: 5 };

/** In the end server 0 is alone, as far as it knows. */
const removalsAndWrite: RaftScope['commands'] = [
  { command: change('simple', remove(2)), to: 0b001 },
  { command: change('simple', remove(1)), to: 0b001 },
  { command: write(1) },
];

/** Scopes of changes of membership. */
export const membershipScopes: readonly RaftScope[] = [
  // Ongaro's counterexample of 2015: the last election is left to the search.
  scope('a change in a term without a commit', {
    config: { ...members, voters: 0b01111, maxUncommitted: 8 },
    start: [
      fire(0, 'election'),
      ...vote(0, 1),
      ...vote(0, 2),
      lose,
      given(0, change('simple', add(4))),
      settle(0b10001),
      lose,
      fire(1, 'election'),
      ...vote(1, 2),
      ...vote(1, 3),
      // Which server 0 refuses; but it learns of the term, and may campaign again.
      { type: 'deliver', from: 1, to: 0, message: 'requestVote' },
      settle(0b00110),
      given(1, change('simple', remove(0))),
      settle(0b00110),
      lose,
    ],
    elections: 1,
    off: without('membership changes'),
    reaches: ['A Later Leader Leads', 'Entries Are Overwritten'],
    kills: ['R-17'],
  }),
  scope('one change', {
    config: { ...members, servers: 4, voters: 0b0111 },
    start: led,
    commands: [{ command: change('simple', add(3)) }],
    off: without('membership changes'),
    reaches: ['A Write Is Answered'],
    kills: ['R-45'],
  }),
  scope('two changes', {
    config: { ...members, voters: 0b00111 },
    start: led,
    commands: [{ command: change('simple', add(3)) }, { command: change('simple', add(4)) }],
    off: without('membership changes'),
    reaches: ['A Write Is Answered'],
    kills: ['R-18'],
  }),
  scope('a joint change to one server', {
    start: led,
    commands: [{ command: change('jointManual', remove(1), remove(2)) }],
    off: without('membership changes'),
    reaches: ['The Membership Is Joint', 'A Write Is Answered'],
    kills: ['R-19'],
  }),
  scope('an election in a joint membership', {
    config: { ...members, voters: 0b00111 },
    start: [
      ...led,
      given(0, change('joint', remove(1), remove(2), add(3), add(4))),
      settle(0b11001),
      lose,
    ],
    elections: 2,
    off: without('membership changes'),
    reaches: ['A Later Leader Leads', 'Entries Are Overwritten'],
    kills: ['R-20'],
  }),
  scope('two removals and a write', {
    start: led,
    elections: 1,
    commands: removalsAndWrite,
    off: without('membership changes'),
    reaches: ['A Write Is Answered', 'Entries Are Overwritten'],
    kills: ['R-21'],
  }),
  // Whoever restarts knows of no commit.
  scope('two removals, a write and a crash', {
    start: led,
    elections: 1,
    crashes: 1,
    commands: removalsAndWrite,
    off: without('membership changes'),
    reaches: ['A Write Is Answered', 'Entries Are Overwritten'],
    kills: ['R-21'],
  }),
];

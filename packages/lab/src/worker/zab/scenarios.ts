import { bytesFromText } from '@menagerie/contract';
import { type ZabShape, zabConfig } from '@menagerie/zab';
import { zabSubject } from '@menagerie/zab/testing';
import type { BuiltinOf } from '../../model/builtins.ts';
import type { Director } from '../director.ts';
import type { Exhibit } from '../exhibit.ts';
import { type Openings, scripts } from '../openings.ts';
import { partTheLeader, randomFaults, slowDisks, writeNowAndThen } from '../plans.ts';
import { primaryOrder } from '../primary-order.ts';
import { zabLens } from './lens.ts';
import { zabSays } from './says.ts';

const OPENINGS: Openings<ZabShape, BuiltinOf<'zab'>> = {
  'kill-the-leader': () => ({}),
  calm: () => ({ play: writeNowAndThen }),
  diff: () => ({ play: diff }),
  trunc: () => ({ play: trunc }),
  snap: () => ({ play: snap }),
  between: () => ({ play: between }),
  'primary-order': () => ({ play: primaryOrder }),
  partition: () => ({ play: partTheLeader }),
  'slow-disk': () => ({ plan: slowDisks, config: { initMs: 1500, syncMs: 600 } }),
  random: () => ({ plan: randomFaults }),
};

export const zabExhibit: Exhibit<ZabShape> = {
  protocol: 'zab',
  subject: zabSubject,
  lens: zabLens,
  words: zabSays,
  script: scripts(OPENINGS, (choice, wanted) =>
    zabConfig({
      servers: choice.servers,
      variant: choice.variant,
      pingMs: 60,
      syncMs: 250,
      ...wanted,
    }),
  ),
};

/** A leader whom everybody follows. */
function everybodyFollows(director: Director<ZabShape>): number {
  const leader = director.untilLeader();
  director.until((servers) =>
    servers.every(({ part }) => part === 'leader' || part === 'follower'),
  );
  return leader;
}

/** Writes at the leader, and goes on once all who are up have delivered it. */
function writeThrough(director: Director<ZabShape>, leader: number, writes: number): void {
  for (let n = 0; n < writes; n += 1) {
    director.write(leader);
    const last = director.servers[leader]?.last ?? 0;
    director.until((servers) =>
      servers.every(({ status, commit }) => status === 'crashed' || commit >= last),
    );
  }
}

/** A follower that does not lead: the one after the leader. */
function another(director: Director<ZabShape>, leader: number): number {
  return (leader + 1) % director.count;
}

/** It misses two transactions, and they are all that it is sent. */
function diff(director: Director<ZabShape>): void {
  const leader = everybodyFollows(director);
  writeThrough(director, leader, 1);
  const late = another(director, leader);
  director.crash(late);
  writeThrough(director, leader, 2);
  director.recover(late);
}

/**
 * The leader is cut off with a proposal that nobody else has, and crashes. The others establish an
 * epoch without it; when it comes back, TRUNC takes the proposal away.
 */
function trunc(director: Director<ZabShape>): void {
  const deposed = everybodyFollows(director);
  writeThrough(director, deposed, 1);
  director.part([deposed]);
  director.write(deposed);
  director.until((servers) => (servers[deposed]?.durable ?? 0) >= 2);
  director.crash(deposed);
  const rest = director.servers.flatMap(({ id }) => (id === deposed ? [] : [id]));
  director.untilLeader(rest);
  director.heal();
  director.wait(40);
  director.recover(deposed);
}

/** It comes back when a snapshot has replaced what it lacks: only the whole will do. */
function snap(director: Director<ZabShape>): void {
  const leader = everybodyFollows(director);
  writeThrough(director, leader, 1);
  const late = another(director, leader);
  director.crash(late);
  writeThrough(director, leader, 3);
  const data = bytesFromText('text:state after 3') ?? new Uint8Array(0);
  director.command(leader, { type: 'compact', through: 3, data });
  director.wait(40);
  director.recover(late);
}

/** While a follower is between NEWLEADER and UPTODATE, the leader goes on proposing. */
function between(director: Director<ZabShape>): void {
  const leader = everybodyFollows(director);
  writeThrough(director, leader, 1);
  const late = another(director, leader);
  director.crash(late);
  writeThrough(director, leader, 1);
  director.recover(late);
  director.until((servers) => servers[late]?.part === 'following-synchronization');
  director.write(leader);
  director.write(leader);
}

import type { Shape } from '@menagerie/contract';
import type { Director } from './director.ts';

/**
 * The run in the introduction of Zab's paper (Junqueira, Reed and Serafini, DSN 2011), with whoever
 * comes to lead: the first primary writes A and B, the second C, and each reaches nobody else. A
 * bare majority, both of them in it, then goes on with D. Paxos goes on from B without A.
 */
export function primaryOrder<S extends Shape>(director: Director<S>): void {
  const first = director.untilLeader();
  const rest = director.servers.flatMap(({ id }) => (id === first ? [] : [id]));
  director.wait(80);
  writeAlone(director, first, 2);
  const second = director.untilLeader(rest);
  writeAlone(director, second, 1);
  director.heal();
  const others = rest.filter((id) => id !== second);
  // Any more, and the third primary might do without one of the first two.
  const majority = [first, second, ...others].slice(0, Math.floor(director.count / 2) + 1);
  director.part(majority);
  director.recover(first);
  director.recover(second);
  director.write(director.untilLeader(majority));
  director.wait(80);
  director.heal();
}

/** A leader writes what goes no further than its own disk, and crashes. */
function writeAlone<S extends Shape>(director: Director<S>, leader: number, writes: number): void {
  director.part([leader]);
  for (let n = 0; n < writes; n += 1) director.write(leader);
  const last = director.servers[leader]?.last ?? 0;
  director.until((servers) => (servers[leader]?.durable ?? 0) >= last);
  director.crash(leader);
}

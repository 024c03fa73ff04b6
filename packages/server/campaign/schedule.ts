import type { Random } from '../test/helpers/random.ts';
import type { Way } from './servers.ts';

/** Which server: by its place, or whoever leads when it comes to it. */
export type Whom = number | 'leader';

/** What happens to servers, for a while. */
export type Fault =
  /** `kill -9`, and what was not synced is lost; started again afterwards. */
  | { readonly type: 'kill'; readonly whom: Whom }
  /** The same to all at once. */
  | { readonly type: 'power' }
  /** SIGSTOP, and SIGCONT afterwards. */
  | { readonly type: 'pause'; readonly whom: Whom }
  /** `late`: what was sent meanwhile arrives afterwards; else connections break. */
  | { readonly type: 'isolate'; readonly whom: Whom; readonly late: boolean }
  /** What is sent to it arrives late; it is heard. */
  | { readonly type: 'deafen'; readonly whom: Whom }
  | { readonly type: 'part'; readonly ways: readonly Way[]; readonly late: boolean };

/** A fault, so long after the one before began. */
export interface Happening {
  readonly afterMs: number;
  readonly forMs: number;
  readonly fault: Fault;
}

/** Faults that follow from a seed; they may overlap. */
export function scheduleOf(random: Random, servers: number, lengthMs: number): Happening[] {
  const happenings: Happening[] = [];
  for (let at = 0; ; ) {
    // Most of the time there is a leader before the next one, and sometimes there is none.
    const afterMs = random.chance(25) ? random.below(300) : 600 + random.below(700);
    at += afterMs;
    if (at > lengthMs) return happenings;
    const forMs = random.chance(15) ? 1000 + random.below(1000) : 30 + random.below(500);
    happenings.push({ afterMs, forMs, fault: faultOf(random, servers) });
  }
}

function faultOf(random: Random, servers: number): Fault {
  const whom = (): Whom => (random.chance(50) ? 'leader' : random.below(servers));
  const late = random.chance(50);
  return random.weighted<Fault>([
    [30, () => ({ type: 'kill', whom: whom() })],
    [8, () => ({ type: 'power' })],
    [25, () => ({ type: 'pause', whom: whom() })],
    [17, () => ({ type: 'isolate', whom: whom(), late })],
    [12, () => ({ type: 'part', ways: halves(random, servers), late })],
    [8, () => ({ type: 'part', ways: someWays(random, servers), late })],
    [10, () => ({ type: 'deafen', whom: random.below(servers) })],
  ]);
}

/** All ways between two sides. */
function halves(random: Random, servers: number): Way[] {
  // One of them alone on its side, at the least.
  const lone = random.below(servers);
  const sides = Array.from(
    { length: servers },
    (_, server) => server === lone || random.chance(30),
  );
  return allWays(servers).filter(({ from, to }) => sides[from] !== sides[to]);
}

/** Some ways, most of them in one direction only. */
function someWays(random: Random, servers: number): Way[] {
  return allWays(servers).filter(() => random.chance(40));
}

export function allWays(servers: number): Way[] {
  const each = [...Array(servers).keys()];
  return each.flatMap((from) => each.flatMap((to) => (from === to ? [] : [{ from, to }])));
}

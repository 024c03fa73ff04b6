import { has, type Shape, type Subject } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import { drawUnit, Purpose } from '../draw.ts';
import type { Plan } from '../scenario.ts';
import type { ServerCell } from '../world/server-cell.ts';
import type { World } from '../world/world.ts';
import { FAULT_KINDS, type FaultKind, instant } from './work.ts';

/** A fault that begins now, and what undoes it later. */
export interface Fault<S extends Shape> {
  readonly begin: readonly Decision<S>[];
  readonly end: readonly Decision<S>[];
  /** Virtual milliseconds from its beginning to its end. */
  readonly lasts: number;
}

/** Every how manyth crash is a loss of power that hits all servers at once. */
const POWER_FAILURE = 1 / 16;

/**
 * Draws the n-th fault of its kind as it fits the world; `null` where it would change nothing.
 *
 * Which faults are legal: crashes, pauses and partitions of any servers, all of them at once
 * included, since safety must not rest on anybody. A disk is lost only while the servers with
 * intact disks suffice to go on without it: no protocol survives the loss of every copy.
 *
 * @param wiped servers that have lost a disk during the run, as a set
 */
export function drawFault<S extends Shape>(
  subject: Subject<S>,
  seed: number,
  plan: Plan,
  world: World<S>,
  wiped: number,
  kind: FaultKind,
  nth: number,
): Fault<S> | null {
  const number = FAULT_KINDS.indexOf(kind);
  const unit = (purpose: Purpose, key: number): number => drawUnit(seed, purpose, number, nth, key);
  const count = world.servers.length;
  const cell = drawVictim(subject, world, unit);
  if (cell === undefined) return null;
  const { lastMin, lastMax } = plan.faults;
  // Squared: most faults are short, since what comes back soon is what others have not given up.
  const lasts = instant(lastMin + unit(Purpose.faultLast, 0) ** 2 * (lastMax - lastMin));
  const server = cell.id;
  switch (kind) {
    case 'crash': {
      const all = unit(Purpose.faultMode, 0) < POWER_FAILURE;
      const victims = all ? world.servers : [cell];
      const begin = victims.flatMap((victim) => crashOf(seed, plan, victim, nth));
      return begin.length === 0
        ? null
        : { begin, end: begin.map((each) => recoveryOf(each.server)), lasts };
    }
    case 'pause':
      if (cell.status !== 'up') return null;
      return { begin: [{ type: 'pause', server }], end: [{ type: 'resume', server }], lasts };
    case 'partition':
      return partition(world, plan, cell.id, unit, lasts);
    case 'wipe': {
      const intact = (2 ** count - 1) & ~wiped & ~(1 << server);
      if (has(wiped, server) || !subject.sufficesToProgress(world, intact)) return null;
      const crash = crashOf(seed, plan, cell, nth);
      const begin: Decision<S>[] = [...crash, { type: 'wipe', server }];
      return { begin, end: [recoveryOf(server)], lasts };
    }
  }
}

/** Virtual milliseconds between the fault before the n-th of its kind and this one. */
export function drawGap(seed: number, kind: FaultKind, nth: number, mean: number): number {
  // Uniform rather than exponential: engines may differ in the last digit of a logarithm.
  const unit = drawUnit(seed, Purpose.faultGap, FAULT_KINDS.indexOf(kind), nth, 0);
  return Math.max(0.001, instant(unit * 2 * mean));
}

/**
 * Any server, or half of the time one whose role is the rarest: protocols break where those fall
 * that are the only ones to do what they do.
 */
function drawVictim<S extends Shape>(
  subject: Subject<S>,
  world: World<S>,
  unit: (purpose: Purpose, key: number) => number,
): ServerCell<S> | undefined {
  const cells = world.servers;
  const pick = (from: readonly ServerCell<S>[]): ServerCell<S> | undefined =>
    from[Math.floor(unit(Purpose.faultWho, 0) * from.length)];
  if (unit(Purpose.faultWho, 1) < 0.5) return pick(cells);
  const roles = cells.map(({ state }) => (state === null ? null : subject.roleOf(state)));
  const holders = (role: string | null): number => roles.filter((other) => other === role).length;
  const fewest = Math.min(...roles.map((role) => (role === null ? cells.length : holders(role))));
  return pick(cells.filter((_, i) => roles[i] !== null && holders(roles[i] ?? null) === fewest));
}

type Crash = Extract<Decision<Shape>, { readonly type: 'crash' }>;

function crashOf<S extends Shape>(
  seed: number,
  plan: Plan,
  cell: ServerCell<S>,
  nth: number,
): Crash[] {
  if (cell.status === 'crashed') return [];
  const unsynced = cell.unsynced.length;
  let keep = 0;
  while (keep < unsynced && drawUnit(seed, Purpose.keep, cell.id, nth, keep) < plan.disk.keep) {
    keep += 1;
  }
  const torn = keep < unsynced && drawUnit(seed, Purpose.torn, cell.id, nth, 0) < 0.5;
  return [{ type: 'crash', server: cell.id, keep, torn }];
}

function recoveryOf(server: number): { readonly type: 'recover'; readonly server: number } {
  return { type: 'recover', server };
}

/** One server against the others, halves, or any two sides; both directions or one. */
function partition<S extends Shape>(
  world: World<S>,
  plan: Plan,
  victim: number,
  unit: (purpose: Purpose, key: number) => number,
  lasts: number,
): Fault<S> | null {
  const count = world.servers.length;
  const side = drawSide(count, victim, unit);
  const oneWay = unit(Purpose.faultMode, 1) < plan.faults.oneWay;
  const outward = unit(Purpose.faultMode, 2) < 0.5;
  const begin: Decision<S>[] = [];
  const end: Decision<S>[] = [];
  for (let from = 0; from < count; from += 1) {
    for (let to = 0; to < count; to += 1) {
      if (has(side, from) === has(side, to) || world.network.isCut(from, to)) continue;
      if (oneWay && has(side, from) !== outward) continue;
      begin.push({ type: 'cut', from, to });
      end.push({ type: 'mend', from, to });
    }
  }
  return begin.length === 0 ? null : { begin, end, lasts };
}

function drawSide(
  count: number,
  victim: number,
  unit: (purpose: Purpose, key: number) => number,
): number {
  const mode = unit(Purpose.faultMode, 0);
  if (mode < 1 / 3) return 1 << victim;
  let side = 0;
  if (mode < 2 / 3) {
    // Halves: each server in turn with the chance that leaves exactly half of them on the side.
    let wanted = count >> 1;
    for (let id = 0; id < count; id += 1) {
      if (unit(Purpose.faultSide, id) * (count - id) >= wanted) continue;
      side |= 1 << id;
      wanted -= 1;
    }
    return side;
  }
  for (let id = 0; id < count; id += 1) if (unit(Purpose.faultSide, id) < 0.5) side |= 1 << id;
  return side;
}

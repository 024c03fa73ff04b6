import type { Shape, Span } from '@menagerie/contract';
import type { Decision, MessageName, TimedDecision } from '../decision.ts';
import type { Scenario } from '../scenario.ts';
import type { Flight } from '../world/network.ts';
import type { Refusal } from '../world/refusal.ts';
import type { ServerCell } from '../world/server-cell.ts';
import type { World } from '../world/world.ts';
import type { Outlook, Pace } from './pace.ts';

/** When the list decides about messages and timers: looked up as they leave or are armed. */
interface Foresight {
  readonly messages: ReadonlyMap<string, { readonly at: number; readonly dropped: boolean }>;
  readonly timers: ReadonlyMap<string, readonly number[]>;
  readonly endsAt: number;
}

/** Plays a list of decisions: no seed, no plan. What is not enabled is skipped. */
export class Script<S extends Shape> implements Pace<S> {
  now = 0;
  readonly outlook: Outlook = { required: false, progressed: false, healed: 0 };
  readonly #decisions: readonly TimedDecision<S>[];
  readonly #foresight: Foresight;
  #next = 0;
  /** Whether messages are in flight whose fate another list foretold. */
  #outdated = false;

  constructor(decisions: readonly TimedDecision<S>[], from?: Script<S>) {
    this.#decisions = decisions;
    this.#foresight =
      from !== undefined && from.#decisions === decisions ? from.#foresight : foresee(decisions);
    if (from === undefined) return;
    this.now = from.now;
    this.#next = from.#next;
    this.#outdated = from.#outdated || from.#decisions !== decisions;
  }

  clone(scenario: Scenario<S>): Script<S> {
    return new Script(scenario.decisions, this);
  }

  get consumed(): number {
    return this.#next;
  }

  next(): Decision<S> | null {
    const next = this.#decisions[this.#next];
    if (next === undefined) return null;
    this.#next += 1;
    this.now = Math.max(this.now, next.at);
    return next.decision;
  }

  ready(world: World<S>): void {
    if (!this.#outdated) return;
    this.#outdated = false;
    for (const { id: from } of world.servers) {
      for (const { id: to } of world.servers) {
        for (const flight of world.network.between(from, to)) {
          world.network.reschedule(flight, this.#dueAt(flight));
        }
      }
    }
  }

  applied(_world: World<S>, _decision: Decision<S>, _refusal: Refusal | null): void {}

  sent(flight: Flight<S>): void {
    flight.dueAt = this.#dueAt(flight);
    flight.doomed = this.#foresight.messages.get(nameOf(flight))?.dropped ?? false;
  }

  armed(cell: ServerCell<S>, timer: S['timer'], span: Span): number {
    const fires = this.#foresight.timers.get(`${cell.id} ${timer}`) ?? [];
    return fires.find((at) => at > this.now) ?? this.now + span.max / cell.rate;
  }

  wrote(_cell: ServerCell<S>): void {}

  answered(): void {}

  /** One that the list never decides about is still under way when the list ends. */
  #dueAt(flight: Flight<S>): number {
    const fate = this.#foresight.messages.get(nameOf(flight));
    return Math.max(this.now, fate?.at ?? this.#foresight.endsAt);
  }
}

function foresee<S extends Shape>(decisions: readonly TimedDecision<S>[]): Foresight {
  const messages = new Map<string, { at: number; dropped: boolean }>();
  const timers = new Map<string, number[]>();
  for (const { at, decision } of decisions) {
    if (decision.type === 'deliver' || decision.type === 'drop') {
      messages.set(nameOf(decision), { at, dropped: decision.type === 'drop' });
    } else if (decision.type === 'fire') {
      const key = `${decision.server} ${decision.timer}`;
      const fires = timers.get(key) ?? [];
      fires.push(at);
      timers.set(key, fires);
    }
  }
  return { messages, timers, endsAt: decisions.at(-1)?.at ?? 0 };
}

function nameOf({ from, to, nth, copy }: MessageName): string {
  return `${from} ${to} ${nth} ${copy}`;
}

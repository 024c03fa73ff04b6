import type { ProtocolSchemas, Scope, ServerId, Shape, Subject } from '@menagerie/contract';
import { calmPlan, type Decision, type Scenario, type TimedDecision } from '@menagerie/simulator';
import type { Flight } from './flights.ts';
import type { Event, Reaction } from './reaction.ts';
import type { Played } from './start.ts';

/** Virtual milliseconds between two events, so that a picture of them has room. */
const STEP_MS = 10;

/** What a scenario of the simulator is to say of itself. */
export interface ScenarioOptions {
  /** Id of the mutant that was explored. @default null, the protocol itself */
  readonly mutant?: string | null;
  /** @default the name of the scope */
  readonly title?: string;
}

/**
 * The decisions that lead a simulator along a path that was found in a scope: what is in a file or
 * a link, and what the lab plays. Syncs, and messages of a server to itself, are decisions of
 * their own there.
 */
export function toScenario<S extends Shape>(
  subject: Subject<S>,
  scope: Scope<S>,
  played: readonly Played<S>[],
  { mutant = null, title = scope.name }: ScenarioOptions = {},
): Scenario<S> {
  const script = new Script<S>(subject.protocol.schemas, played);
  return {
    format: 'menagerie-scenario/1',
    protocol: subject.protocol.name,
    mutant,
    title,
    config: scope.config,
    seed: 0,
    plan: { ...calmPlan, faultyMs: 0 },
    interventions: [],
    decisions: script.decisions,
  };
}

/** A message that the simulator has under way, under the name by which it knows it. */
interface Named<S extends Shape> extends Flight<S> {
  readonly nth: number;
  readonly copy: number;
}

/** Follows a path, and keeps the names of messages as the simulator will. */
class Script<S extends Shape> {
  readonly decisions: TimedDecision<S>[] = [];
  readonly #schemas: ProtocolSchemas<S>;
  readonly #played: readonly Played<S>[];
  #at = 0;
  #underWay: Named<S>[] = [];
  /** By link, how many messages were sent. */
  readonly #sent = new Map<string, number>();
  /** By message, the number that its next copy gets. */
  readonly #copies = new Map<string, number>();
  /** By server, how many messages to itself have arrived, or died. */
  readonly #local = new Map<ServerId, number>();

  constructor(schemas: ProtocolSchemas<S>, played: readonly Played<S>[]) {
    this.#schemas = schemas;
    this.#played = played;
    for (const [i, step] of played.entries()) this.#follow(step, i);
  }

  #follow(step: Played<S>, i: number): void {
    if (step.type === 'event') {
      if (step.event.type !== 'boot') this.#at += STEP_MS;
      this.#cause(step.server, step.event, i, step.alike);
      this.#consequences(step.server, step.reaction);
      return;
    }
    this.#at += STEP_MS;
    const named = this.#find(step);
    if (named === undefined) return;
    if (step.type === 'duplicate') this.#duplicate(named);
    else this.#take(named, 'drop');
  }

  #cause(
    server: ServerId,
    event: Event<S>,
    i: number,
    alike: (message: S['message']) => boolean = () => false,
  ): void {
    switch (event.type) {
      case 'boot':
        return;
      case 'deliver':
        this.#deliver({ from: event.from, to: server, message: event.message }, i, alike);
        return;
      case 'fire':
        this.#decide({ type: 'fire', server, timer: event.timer });
        return;
      case 'command':
        this.#decide({ type: 'command', server, request: event.request, command: event.command });
        return;
      case 'sync':
        this.#decide({ type: 'sync', server, batches: 1 });
        return;
      case 'crash':
        this.#decide({ type: 'crash', server, keep: event.keep, torn: false });
        this.#decide({ type: 'recover', server });
        return;
      case 'wipe':
        this.#decide({ type: 'crash', server, keep: 0, torn: false });
        this.#decide({ type: 'wipe', server });
        this.#decide({ type: 'recover', server });
    }
  }

  #consequences(server: ServerId, { sent, asides }: Reaction<S>): void {
    for (const { to, message } of sent) {
      const link = `${server} ${to}`;
      const nth = this.#sent.get(link) ?? 0;
      this.#sent.set(link, nth + 1);
      if (to !== server) this.#underWay.push({ from: server, to, message, nth, copy: 0 });
    }
    for (const aside of asides) {
      if (aside.type === 'sync') {
        this.#decide({ type: 'sync', server, batches: aside.batches });
      } else {
        const nth = this.#local.get(server) ?? 0;
        this.#local.set(server, nth + 1);
        this.#decide({ type: 'deliver', from: server, to: server, nth, copy: 0 });
      }
    }
  }

  /**
   * A message that is delivered again later, as a sticky network may, is duplicated before. One
   * that would do the same may stand for it: the explorer tells no difference.
   */
  #deliver(flight: Flight<S>, i: number, alike: (message: S['message']) => boolean): void {
    const { from, to } = flight;
    const named =
      this.#find(flight) ??
      this.#underWay.find(
        (other) => other.from === from && other.to === to && alike(other.message),
      );
    if (named === undefined) return;
    const others = this.#underWay.filter((other) => this.#isSame(other, named)).length - 1;
    const again = this.#played.slice(i + 1).some((later) => {
      if (later.type !== 'event' || later.event.type !== 'deliver') return false;
      if (later.event.from !== from || later.server !== to) return false;
      const { message } = later.event;
      return this.#isSame({ from, to, message }, named) || later.alike?.(named.message) === true;
    });
    if (again && others === 0) this.#duplicate(named);
    this.#take(named, 'deliver');
  }

  #duplicate(named: Named<S>): void {
    const { from, to, nth, copy } = named;
    const key = `${from} ${to} ${nth}`;
    const fresh = this.#copies.get(key) ?? 1;
    this.#copies.set(key, fresh + 1);
    this.#decide({ type: 'duplicate', from, to, nth, copy });
    this.#underWay.push({ ...named, copy: fresh });
  }

  #take(named: Named<S>, type: 'deliver' | 'drop'): void {
    const { from, to, nth, copy } = named;
    this.#underWay = this.#underWay.filter((other) => other !== named);
    this.#decide({ type, from, to, nth, copy });
  }

  #find(flight: Flight<S>): Named<S> | undefined {
    return this.#underWay.find((other) => this.#isSame(other, flight));
  }

  #isSame(a: Flight<S>, b: Flight<S>): boolean {
    return a.from === b.from && a.to === b.to && this.#schemas.message.equals(a.message, b.message);
  }

  #decide(decision: Decision<S>): void {
    this.decisions.push({ at: this.#at, decision });
  }
}

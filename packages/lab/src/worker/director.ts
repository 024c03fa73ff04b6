import type { Shape } from '@menagerie/contract';
import {
  type Act,
  carryOutIntents,
  createRecording,
  type MessageMoment,
  type Moment,
  type Recording,
  type Scenario,
  type ScheduledIntent,
} from '@menagerie/simulator';
import type { ServerFrame } from '../model/frame.ts';
import type { Exhibit } from './exhibit.ts';

/** A run that never comes to what is waited for is given up after so many steps. */
const PATIENCE = 4000;

/**
 * Plays the opening of a built-in scenario on the real protocol, and so finds out who leads before
 * it cuts the leader off: the acts in the scenario are those that were possible and done.
 */
export class Director<S extends Shape> {
  readonly #exhibit: Exhibit<S>;
  #course: Recording<S>;
  #writes = 0;

  constructor(exhibit: Exhibit<S>, scenario: Scenario<S>) {
    this.#exhibit = exhibit;
    this.#course = createRecording(exhibit.subject, scenario);
  }

  get scenario(): Scenario<S> {
    return this.#course.scenario;
  }

  get count(): number {
    return this.#course.scenario.config.servers;
  }

  wait(ms: number): void {
    this.#course.extend({ untilMs: this.#course.until + ms });
  }

  /** The world as it is now. */
  get moment(): Moment<S> {
    return this.#course.momentAt(this.#course.steps);
  }

  /** The servers as the page would show them now. */
  get servers(): readonly ServerFrame[] {
    const { lens } = this.#exhibit;
    return this.moment.servers.map((server) => lens.serverFrame(server, this.scenario.config));
  }

  until(reached: (servers: readonly ServerFrame[], at: number) => boolean): void {
    for (let patience = PATIENCE; patience > 0; patience -= 1) {
      if (reached(this.servers, this.#course.until)) return;
      if (this.#course.extend({ steps: 1 }) === 0) return;
    }
  }

  /** Until a server leads and has nothing that is not committed. */
  untilLeader(among: readonly number[] | null = null): number {
    const leader = (servers: readonly ServerFrame[]) =>
      servers.find(
        ({ id, role, status, last, commit }) =>
          role === 'leader' &&
          status === 'up' &&
          commit === last &&
          (among === null || among.includes(id)),
      );
    this.until((servers) => leader(servers) !== undefined);
    return leader(this.servers)?.id ?? 0;
  }

  /** Has a server stand for election until it wins: its epoch may be behind those of its voters. */
  lead(server: number): void {
    const leads = () => this.servers[server]?.role === 'leader';
    for (let tries = 0; tries < 12 && !leads(); tries += 1) {
      this.fire(server);
      const end = this.#course.until + 100;
      this.until((servers, at) => servers[server]?.role === 'leader' || at >= end);
    }
  }

  fire(server: number): void {
    const found = this.moment.servers[server];
    const act = found && this.#exhibit.lens.timerToFire(found);
    if (act) this.act(act);
  }

  crash(server: number): void {
    this.act({ type: 'crash', server, keep: 1_000_000 });
  }

  recover(server: number): void {
    this.act({ type: 'recover', server });
  }

  command(server: number, command: S['command']): void {
    this.act({ type: 'command', server, command });
  }

  /** Loses what is under way now, as far as it is meant. */
  drop(isMeant: (message: MessageMoment<S>) => boolean): void {
    for (const found of this.moment.messages.filter(isMeant)) {
      const { from, to, nth, copy } = found;
      this.act({ type: 'drop', from, to, nth, copy });
    }
  }

  write(server: number): void {
    this.#writes += 1;
    this.command(server, this.#exhibit.subject.write(this.#writes));
  }

  cut(from: number, to: number): void {
    if (!this.#isCut(from, to)) this.act({ type: 'cut', from, to });
  }

  part(group: readonly number[]): void {
    for (let other = 0; other < this.count; other += 1) {
      if (group.includes(other)) continue;
      for (const inner of group) {
        this.cut(inner, other);
        this.cut(other, inner);
      }
    }
  }

  heal(): void {
    for (let from = 0; from < this.count; from += 1) {
      for (let to = 0; to < this.count; to += 1) {
        if (this.#isCut(from, to)) this.act({ type: 'mend', from, to });
      }
    }
  }

  /** As far as somebody plays the parts: who tinkers with a protocol may see a story end early. */
  carryOut(intents: readonly ScheduledIntent[]): void {
    this.#course = carryOutIntents(this.#course, intents);
  }

  act(act: Act<S>): void {
    this.#course = this.#course.intervene(this.#course.steps, act, this.#course.until);
  }

  #isCut(from: number, to: number): boolean {
    return ((this.moment.cuts[from] ?? 0) & (1 << to)) !== 0;
  }
}

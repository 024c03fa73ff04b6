import type { RaftShape } from '@menagerie/raft';
import { raftSubject } from '@menagerie/raft/testing';
import { type Act, createRecording, type Recording, type Scenario } from '@menagerie/simulator';
import { lastIndex } from '../model/cells.ts';
import { type Frame, isCut } from '../model/frame.ts';
import { frameOf } from './frame-of.ts';
import { raftLens } from './raft-lens.ts';

/** A run that never comes to what is waited for is given up after so many steps. */
const PATIENCE = 4000;

/**
 * Plays the opening of a built-in scenario on the real protocol, and so finds out who leads before
 * it cuts the leader off: the acts in the scenario are those that were possible and done.
 */
export class Director {
  #course: Recording<RaftShape>;

  constructor(course: Recording<RaftShape>) {
    this.#course = course;
  }

  get scenario(): Scenario<RaftShape> {
    return this.#course.scenario;
  }

  get servers(): number {
    return this.#course.scenario.config.servers;
  }

  get steps(): number {
    return this.#course.steps;
  }

  wait(ms: number): void {
    this.#course.extend({ untilMs: this.#course.until + ms });
  }

  until(reached: (frame: Frame) => boolean): void {
    for (let patience = PATIENCE; patience > 0 && !reached(this.#frame()); patience -= 1) {
      if (this.#course.extend({ steps: 1 }) === 0) return;
    }
  }

  untilLeader(): number {
    const leads = (frame: Frame) =>
      frame.servers.find(
        ({ role, status, log }) =>
          role === 'leader' && status === 'up' && log.commit === lastIndex(log),
      );
    this.until((frame) => leads(frame) !== undefined);
    return leads(this.#frame())?.id ?? 0;
  }

  /** Has a server stand for election until it wins: its term may be behind those of its voters. */
  lead(server: number): void {
    const leads = () => this.#frame().servers[server]?.role === 'leader';
    for (let tries = 0; tries < 12 && !leads(); tries += 1) {
      this.fire(server);
      const end = this.#course.until + 100;
      this.until((frame) => frame.servers[server]?.role === 'leader' || frame.at >= end);
    }
  }

  fire(server: number): void {
    const timers = this.#course.momentAt(this.#course.steps).servers[server]?.timers ?? [];
    const timer = timers.find((one) => one.timer === 'election') ?? timers[0];
    if (timer) this.#act({ type: 'fire', server, timer: timer.timer });
  }

  crash(server: number): void {
    this.#act({ type: 'crash', server, keep: 1_000_000 });
  }

  recover(server: number): void {
    this.#act({ type: 'recover', server });
  }

  write(server: number): void {
    this.#act({ type: 'command', server, command: raftSubject.write(1) });
  }

  cut(from: number, to: number): void {
    if (!isCut(this.#frame(), from, to)) this.#act({ type: 'cut', from, to });
  }

  part(group: readonly number[]): void {
    for (let other = 0; other < this.servers; other += 1) {
      if (group.includes(other)) continue;
      for (const inner of group) {
        this.cut(inner, other);
        this.cut(other, inner);
      }
    }
  }

  heal(): void {
    for (let from = 0; from < this.servers; from += 1) {
      for (let to = 0; to < this.servers; to += 1) {
        if (isCut(this.#frame(), from, to)) this.#act({ type: 'mend', from, to });
      }
    }
  }

  #act(act: Act<RaftShape>): void {
    this.#course = this.#course.intervene(this.#course.steps, act, this.#course.until);
  }

  #frame(): Frame {
    const moment = this.#course.momentAt(this.#course.steps);
    return frameOf(moment, raftSubject, this.#course.scenario.config, raftLens);
  }
}

/** The scenario with the opening in it, and the step at which the opening is over. */
export function direct(
  scenario: Scenario<RaftShape>,
  play: (director: Director) => void,
): { readonly scenario: Scenario<RaftShape>; readonly startStep: number } {
  const director = new Director(createRecording(raftSubject, scenario));
  play(director);
  return { scenario: director.scenario, startStep: 0 };
}

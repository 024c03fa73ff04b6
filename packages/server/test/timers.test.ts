import { beforeEach, describe, expect, it } from 'vitest';
import { Timers } from '../src/driver/timers.ts';

type Timer = 'silence' | 'heartbeat';

/** A clock whose process is held up: time goes on, and nobody is woken until it says so. */
class Stalling {
  time = 0;
  #asleep: { readonly at: number; readonly act: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, act: () => void): () => void {
    const sleeper = { at: this.time + ms, act };
    this.#asleep.push(sleeper);
    return () => {
      this.#asleep = this.#asleep.filter((each) => each !== sleeper);
    };
  }

  /** One turn of the loop, which wakes those whose time has come, and not who falls asleep in it. */
  turn(): void {
    for (const sleeper of this.#asleep.filter(({ at }) => at <= this.time)) {
      if (!this.#asleep.includes(sleeper)) continue;
      this.#asleep = this.#asleep.filter((each) => each !== sleeper);
      sleeper.act();
    }
  }
}

describe('a suspicion', () => {
  let clock: Stalling;
  let timers: Timers<Timer>;
  let taken: Timer[];

  const takeAll = (): void => {
    for (let timer = timers.take(); timer !== null; timer = timers.take()) taken.push(timer);
  };

  beforeEach(() => {
    clock = new Stalling();
    taken = [];
    timers = new Timers<Timer>(clock, ['silence'], takeAll);
    timers.arm('silence', 500);
    timers.arm('heartbeat', 100);
  });

  it('is taken at once where the process was not held up', () => {
    for (clock.time = 0; clock.time <= 500; clock.time += 10) clock.turn();
    expect(taken).toEqual(['heartbeat', 'silence']);
  });

  it('waits behind a stall until others were heard, asked, and heard again', () => {
    clock.time = 700;
    clock.turn();
    expect(taken).toEqual(['heartbeat']);
    takeAll();
    clock.turn();
    clock.turn();
    expect(taken).toEqual(['heartbeat']);
    clock.turn();
    expect(taken).toEqual(['heartbeat', 'silence']);
  });

  it('waits no second time, however long the next stall is', () => {
    clock.time = 700;
    for (let turn = 0; turn < 4; turn += 1) {
      clock.turn();
      clock.time += 1000;
    }
    expect(taken).toEqual(['heartbeat', 'silence']);
  });

  it('is gone where somebody is heard meanwhile', () => {
    clock.time = 700;
    clock.turn();
    timers.arm('silence', 500);
    for (let turn = 0; turn < 5; turn += 1) clock.turn();
    expect(taken).toEqual(['heartbeat']);
    clock.time = 1200;
    clock.turn();
    expect(taken).toEqual(['heartbeat', 'silence']);
  });

  it('comes no more once all is disarmed', () => {
    clock.time = 700;
    clock.turn();
    timers.disarmAll();
    for (let turn = 0; turn < 5; turn += 1) clock.turn();
    expect(taken).toEqual(['heartbeat']);
  });

  it('wakes nobody who is paused, and comes when it goes on', () => {
    clock.time = 700;
    clock.turn();
    timers.pause();
    for (let turn = 0; turn < 5; turn += 1) clock.turn();
    expect(taken).toEqual(['heartbeat']);
    timers.resume();
    clock.turn();
    expect(taken).toEqual(['heartbeat', 'silence']);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PACE, Player } from '../src/controller/player.ts';

/** Frames by hand: what asked for the next one is called when a test says so. */
let asked: ((time: number) => void)[] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('requestAnimationFrame', (callback: (time: number) => void) =>
    asked.push(callback),
  );
});
afterEach(() => vi.unstubAllGlobals());

function frameAt(time: number): void {
  const now = asked;
  asked = [];
  for (const callback of now) callback(time);
}

function playing() {
  const host = {
    playing: true,
    speed: 1,
    calm: false,
    advance: (to: number) => to,
    advanceStep: () => {},
  };
  return { host, player: new Player(host) };
}

describe('the animation loop', () => {
  it('draws one picture a frame, however often it is woken meanwhile', () => {
    const { player } = playing();
    let pictures = 0;
    player.onDraw(() => {
      pictures += 1;
      player.wake();
    });
    player.wake();
    player.wake();
    for (let frame = 0; frame < 10; frame += 1) frameAt(frame * 16);
    expect(pictures).toBe(10);
  });

  it('moves virtual time by the time between two frames, and a wake in between changes nothing', () => {
    const { player } = playing();
    player.onDraw(() => player.wake());
    player.wake();
    for (let frame = 0; frame <= 10; frame += 1) frameAt(1000 + frame * 16);
    expect(player.now).toBeCloseTo((160 / 1000) * PACE);
  });

  it('does not catch up the time that it was asleep', () => {
    const { host, player } = playing();
    player.wake();
    frameAt(0);
    frameAt(16);
    host.playing = false;
    frameAt(32);
    expect(asked).toEqual([]);
    const before = player.now;
    host.playing = true;
    player.wake();
    frameAt(50_000);
    expect(player.now).toBe(before);
    frameAt(50_016);
    expect(player.now).toBeCloseTo(before + (16 / 1000) * PACE);
  });
});

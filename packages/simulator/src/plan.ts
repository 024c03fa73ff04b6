import { drawUnit, Purpose } from './draw.ts';
import type { Plan } from './scenario.ts';

/** A network and disks that are quick and sound, no faults and no clients: a stage for a person. */
export const calmPlan: Plan = {
  network: { delayMin: 20, delayMax: 40, spread: 0, straggle: 0, loss: 0, duplicate: 0 },
  disk: { syncMin: 2, syncMax: 6, keep: 0.5 },
  faults: {
    crashEvery: 0,
    pauseEvery: 0,
    partitionEvery: 0,
    oneWay: 0,
    wipeEvery: 0,
    drift: 0,
    lastMin: 500,
    lastMax: 2000,
  },
  clients: { commandEvery: 0 },
  faultyMs: 600_000,
  healedMs: 0,
};

/**
 * A plan in which every parameter is drawn from the seed, and every kind of trouble is left out
 * about as often as it is there: what a storm of all faults hides, a run with one of them shows.
 */
export function drawPlan(seed: number): Plan {
  let key = 0;
  const unit = (): number => {
    key += 1;
    return drawUnit(seed, Purpose.plan, key, 0, 0);
  };
  const between = (min: number, max: number): number => rounded(min + unit() * (max - min));
  /** Half of the time 0. Draws the same number of times either way. */
  const maybe = (min: number, max: number): number => {
    const there = unit() < 0.5;
    const value = between(min, max);
    return there ? value : 0;
  };
  /** Half of the time 0, else nearer to the least than to the most. */
  const maybeEvery = (min: number, max: number): number => {
    const there = unit() < 0.5;
    const value = rounded(min + unit() ** 2 * (max - min));
    return there ? value : 0;
  };
  const straggling = unit();
  const delayMin = between(0.5, 10);
  const syncMin = between(0.1, 5);
  const lastMin = unit() < 0.5 ? between(0, 20) : between(20, 300);
  return {
    network: {
      delayMin,
      delayMax: rounded(delayMin + between(1, 40)),
      spread: drawSpread(seed),
      straggle: straggling < 0.4 ? 0 : straggling < 0.7 ? between(0.01, 0.2) : between(0.3, 0.9),
      loss: maybe(0.005, 0.15),
      duplicate: maybe(0.005, 0.15),
    },
    disk: { syncMin, syncMax: rounded(syncMin + between(0.5, 30)), keep: between(0, 1) },
    faults: {
      crashEvery: maybeEvery(100, 4000),
      pauseEvery: maybeEvery(100, 4000),
      partitionEvery: maybeEvery(100, 4000),
      oneWay: between(0, 0.6),
      wipeEvery: unit() < 0.3 ? between(300, 4000) : 0,
      drift: maybe(0.001, 0.15),
      lastMin,
      lastMax: rounded(lastMin + between(100, 3000)),
    },
    clients: { commandEvery: between(5, 200) },
    faultyMs: Math.round(between(3000, 12_000)),
    healedMs: 20_000,
  };
}

/** Half of the time all links are alike. Keys of its own: it moves no other parameter. */
function drawSpread(seed: number): number {
  const alike = drawUnit(seed, Purpose.plan, 0, 1, 0) < 0.5;
  return alike ? 0 : rounded(drawUnit(seed, Purpose.plan, 0, 2, 0) * 20);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

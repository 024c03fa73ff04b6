import type { Shape } from '@menagerie/contract';
import { calmPlan, type Plan } from '@menagerie/simulator';
import type { Director } from './director.ts';

export const slowDisks: Partial<Plan> = { disk: { syncMin: 60, syncMax: 120, keep: 0.5 } };

/** Loss, crashes, pauses, partitions and clocks that run wrong, drawn from the seed. */
export const randomFaults: Partial<Plan> = {
  network: {
    delayMin: 10,
    delayMax: 40,
    spread: 10,
    straggle: 0.03,
    loss: 0.03,
    duplicate: 0.02,
  },
  faults: {
    ...calmPlan.faults,
    crashEvery: 900,
    pauseEvery: 1500,
    partitionEvery: 1300,
    oneWay: 0.3,
    drift: 0.02,
    lastMin: 200,
    lastMax: 700,
  },
  clients: { commandEvery: 90 },
};

export function everybody(servers: number): number[] {
  return Array.from({ length: servers }, (_, id) => id);
}

/** A server with as many of those after it as stay a minority together. */
function minorityWith(server: number, servers: number): number[] {
  const size = Math.max(1, Math.min(2, Math.floor((servers - 1) / 2)));
  return Array.from({ length: size }, (_, i) => (server + i) % servers);
}

/** A leader, and a client that writes; nothing goes wrong. */
export function writeNowAndThen<S extends Shape>(director: Director<S>): void {
  const leader = director.untilLeader();
  for (let n = 0; n < 6; n += 1) {
    director.write(leader);
    director.wait(45);
  }
}

/** The leader is cut off, with as many others as leave a majority on the other side. */
export function partTheLeader<S extends Shape>(director: Director<S>): void {
  const leader = director.untilLeader();
  director.wait(120);
  director.part(minorityWith(leader, director.count));
}

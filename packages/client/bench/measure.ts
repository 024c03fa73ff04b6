import type { Contestant } from './contestants.ts';
import { quantile } from './statistics.ts';

/** What a client is to do for a round. */
export interface Task {
  readonly operation: 'get' | 'set';
  readonly atOnce: number;
  readonly milliseconds: number;
}

/** What came of a round. */
export interface Measured {
  readonly perSecond: number;
  readonly p99Ms: number;
  /** Processor time of the client's process, in microseconds a request. */
  readonly cpuUs: number;
}

/** The znode that all ask for, and what it has. */
export const PATH = '/bench';
export const DATA = Buffer.alloc(128, 120);

/** One round of one client. */
export async function measure(
  contestant: Contestant,
  { operation, atOnce, milliseconds }: Task,
): Promise<Measured> {
  const act = operation === 'get' ? () => contestant.get(PATH) : () => contestant.set(PATH, DATA);
  const times: number[] = [];
  const began = performance.now();
  const cpu = process.cpuUsage();
  const work = async (): Promise<void> => {
    for (let now = began; now - began < milliseconds; ) {
      await act();
      const then = performance.now();
      times.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: (times.length / (performance.now() - began)) * 1000,
    p99Ms: quantile(times, 0.99),
    cpuUs: (user + system) / times.length,
  };
}

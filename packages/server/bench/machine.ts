import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** Of a second, as the kernel counts processor time for others to read. */
const TICK = 1 / 100;

/** Seconds of processor time that processes have used so far, all threads. Linux only. */
export function processorSeconds(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the command is in brackets and may hold blanks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * TICK;
}

/** Megabytes that processes had in memory at most, or have now. Linux only. */
export function megabytes(pids: readonly number[], what: 'peak' | 'now'): number {
  const key = what === 'peak' ? 'VmHWM' : 'VmRSS';
  let kilobytes = 0;
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    kilobytes += Number(new RegExp(`${key}:\\s+(\\d+)`).exec(text)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(
    servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** The least of numbers that so much of them is not above. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

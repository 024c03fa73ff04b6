import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@menagerie/client';
import { connect, type TlsOptions } from '@menagerie/client/node';
import { CliError, ExitCode } from '../errors.ts';
import { untilTold } from '../program/signals.ts';
import type { Latencies, LatencySummary } from './latencies.ts';
import { Load, type LoadOptions } from './load.ts';

/** Of `menagerie bench`. */
export interface BenchOptions extends LoadOptions {
  readonly sessions: number;
  readonly ms: number;
  readonly warmUpMs: number;
  readonly connectWithinMs: number;
  readonly json: boolean;
  /** `null` for plain TCP. */
  readonly tls: TlsOptions | null;
}

/** What one kind of request came to. */
interface Measured {
  readonly requests: number;
  readonly perSecond: number;
  readonly latencyMs: LatencySummary | null;
}

/** Puts load on servers and prints rates and latencies. Removes the znodes that it made. */
export async function bench(servers: string, options: BenchOptions): Promise<ExitCode> {
  const { sessions, ms, warmUpMs, json } = options;
  // Before there is anything to remove.
  const told = untilTold();
  const clients = await connected(servers, options);
  const [first] = clients;
  if (first === undefined) return ExitCode.failed;
  const { path: home } = await first.create('/menagerie-bench-', null, {
    mode: 'persistent-sequential',
  });
  try {
    const load = new Load(options);
    const running = Promise.all(
      clients.map(async (zk, i) => {
        const parent = `${home}/${i}`;
        await zk.create(parent);
        await load.run(zk, parent);
      }),
    );
    // One that fails ends it at once, not after its time.
    const cut = Promise.race([running, told]);
    await Promise.race([span(warmUpMs), cut]);
    load.measure();
    const began = performance.now();
    await Promise.race([span(ms), cut]);
    const seconds = (performance.now() - began) / 1000;
    load.stop();
    await running;
    print(load, seconds, options, json);
    // Who ends it early may have measured nothing, which is no failure.
    return load.errors === 0 ? ExitCode.done : ExitCode.failed;
  } finally {
    await removeAll(first, home, sessions, options.pipelined);
    await Promise.all(clients.map((zk) => zk.close()));
  }
}

/** Of which the process does not wait for the end. */
function span(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}

async function connected(
  servers: string,
  { sessions, connectWithinMs, tls }: BenchOptions,
): Promise<readonly Client[]> {
  try {
    const asked = { connectWithinMs, ...(tls === null ? {} : { tls }) };
    const opening = Array.from({ length: sessions }, () => connect(servers, asked));
    return await Promise.all(opening);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${reason}. Is a server running there, and does it take ${sessions} connections?`;
    throw new CliError('unreachable', message, { cause });
  }
}

async function removeAll(zk: Client, home: string, sessions: number, lanes: number): Promise<void> {
  const parents = Array.from({ length: sessions }, (_, i) => `${home}/${i}`);
  const leaves = parents.flatMap((parent) =>
    Array.from({ length: lanes }, (_, lane) => `${parent}/${lane}`),
  );
  // Not all may have come to be.
  const gone = (path: string): Promise<void> => zk.delete(path).catch(() => {});
  await Promise.all(leaves.map(gone));
  await Promise.all(parents.map(gone));
  await gone(home);
}

function measured(latencies: Latencies, seconds: number): Measured {
  const { count } = latencies;
  return {
    requests: count,
    perSecond: Math.round(count / seconds),
    latencyMs: latencies.summary(),
  };
}

function print(load: Load, seconds: number, options: BenchOptions, json: boolean): void {
  const reads = measured(load.reads, seconds);
  const writes = measured(load.writes, seconds);
  const { sessions, pipelined, valueBytes, readPercent } = options;
  const { errors, error } = load;
  if (json) {
    const setting = { sessions, pipelined, valueBytes, readPercent, seconds };
    console.log(JSON.stringify({ ...setting, reads, writes, errors, error }));
    return;
  }
  console.log(
    `${sessions} sessions, each with ${pipelined} under way; ${valueBytes} bytes; ${readPercent} % reads; ${seconds.toFixed(1)} seconds`,
  );
  for (const [name, of] of [
    ['reads ', reads],
    ['writes', writes],
  ] as const) {
    if (of.latencyMs === null) continue;
    const { p50, p95, p99, max } = of.latencyMs;
    const times = [p50, p95, p99, max].map((each) => each.toFixed(2));
    console.log(
      `${name} ${of.perSecond} a second; p50 ${times[0]}, p95 ${times[1]}, p99 ${times[2]}, max ${times[3]} ms`,
    );
  }
  if (errors > 0) console.log(`${errors} errors, the first: ${error}`);
}

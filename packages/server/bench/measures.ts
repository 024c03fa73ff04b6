import type { Line } from './line.ts';
import { close, create, type Driven, drive, openAt, openOver, read, write } from './load.ts';
import { megabytes, processorSeconds, quantile } from './machine.ts';
import type { Ensemble, Rival } from './rivals.ts';
import { epochAt } from './word.ts';

/** What is measured, and in what. */
export interface Measured {
  readonly what: string;
  readonly value: number;
}

const SESSIONS = 16;
const PIPELINED = 16;
/** A JVM goes on getting faster for a while, and so does V8. */
const WARM_SECONDS = 5;
const SECONDS = 3;
const FIRST_SESSIONS = 2000;

/** Starts an ensemble and puts it under one load after the other. */
export async function measure(rival: Rival, servers: number): Promise<readonly Measured[]> {
  const began = performance.now();
  const ensemble = await rival.start(servers);
  try {
    const first = await openAt(ensemble.ports[0] ?? 0);
    await first.ask(create('/b'));
    const start = performance.now() - began;
    const idle = megabytes(ensemble.pids, 'now');
    const lines = await openOver(ensemble.ports, SESSIONS);
    await Promise.all(lines.map((line, i) => line.ask(create(`/b/${i}`))));
    const epoch = await epochAt(ensemble.ports[0] ?? 0);
    return [
      { what: 'start to first write, ms', value: start },
      ...(await loads(ensemble, lines)),
      ...(await connects(ensemble)),
      { what: 'elections under load', value: (await epochAt(ensemble.ports[0] ?? 0)) - epoch },
      { what: 'memory idle, MB', value: idle },
      { what: 'memory at most, MB', value: megabytes(ensemble.pids, 'peak') },
    ];
  } finally {
    await ensemble.close();
  }
}

async function loads({ pids }: Ensemble, lines: readonly Line[]): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const [name, request] of [['reads', read] as const, ['writes', write] as const]) {
    const load = (pipelined: number, seconds: number): Promise<Driven> =>
      drive(lines, (session) => request(`/b/${session}`), { pipelined, seconds });
    await load(PIPELINED, WARM_SECONDS);
    const before = processorSeconds(pids);
    const many = await load(PIPELINED, SECONDS);
    const used = processorSeconds(pids) - before;
    const single = await load(1, SECONDS);
    measured.push(
      { what: `${name} a CPU second`, value: many.answered / used },
      { what: `${name} a second`, value: many.answered / many.seconds },
      { what: `${name} one by one, p50 ms`, value: quantile(single.latencies, 0.5) },
      { what: `${name} one by one, p99 ms`, value: quantile(single.latencies, 0.99) },
    );
  }
  return measured;
}

/** Sessions that are opened and closed in a second of processors: the first ones, and after warming up. */
async function connects({ ports, pids }: Ensemble): Promise<readonly Measured[]> {
  const rate = async (mayGoOn: (sessions: number) => boolean): Promise<number> => {
    const before = processorSeconds(pids);
    const sessions = await openAndClose(ports, mayGoOn);
    return sessions / (processorSeconds(pids) - before);
  };
  const first = await rate((sessions) => sessions < FIRST_SESSIONS);
  await openAndClose(ports, within(WARM_SECONDS));
  const later = await rate(within(SECONDS));
  return [
    { what: 'connect and close a CPU second', value: first },
    { what: 'connect and close a CPU second, warmed up', value: later },
  ];
}

function within(seconds: number): () => boolean {
  const until = performance.now() + seconds * 1000;
  return () => performance.now() < until;
}

/** Several clients open a session and close it, again and again. @returns how many sessions it were */
async function openAndClose(
  ports: readonly number[],
  mayGoOn: (sessions: number) => boolean,
): Promise<number> {
  let sessions = 0;
  const client = async (port: number): Promise<void> => {
    while (mayGoOn(sessions)) {
      sessions += 1;
      const line = await openAt(port);
      await line.ask(close);
      line.destroy();
    }
  };
  await Promise.all(
    Array.from({ length: SESSIONS }, (_, i) => client(ports[i % ports.length] ?? 0)),
  );
  return sessions;
}

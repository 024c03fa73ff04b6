import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import { Random } from '../test/helpers/random.ts';
import type { Ending, History, Judgement } from '../test/judge/history.ts';
import { judge } from '../test/judge/judge.ts';
import { Client, type Common } from './client.ts';
import { endingOf } from './ending.ts';
import { Nemesis } from './nemesis.ts';
import { Recorder } from './recorder.ts';
import { type Happening, scheduleOf } from './schedule.ts';
import { Servers } from './servers.ts';

/** What to run. */
export interface RunOptions {
  readonly core: CoreName;
  readonly servers: number;
  readonly seed: number;
  /** For so long there are new faults. */
  readonly lengthMs: number;
  /** The servers' program: see `bundleInto`. */
  readonly program: string;
  /** That servers make: see `mistakes.ts`; empty for none. */
  readonly mistake: string;
}

/** A run, and what is to be said of it. */
export interface Run {
  readonly options: RunOptions;
  readonly schedule: readonly Happening[];
  readonly history: History;
  readonly ending: Ending;
  readonly judgement: Judgement;
  /** Answers that no server should give. */
  readonly oddities: readonly string[];
  /** What faults there were, and how far the history was. */
  readonly happened: readonly string[];
  /** Of each server. */
  readonly lines: readonly (readonly string[])[];
  /** What took long. */
  readonly slow: readonly string[];
  readonly tookMs: number;
}

const CLIENTS = 6;
/** So many calls are answered before the first fault. */
const CALLS_BEFORE = 10;
/** Nothing of a run takes so long, on whatever machine. */
const HANGS_AFTER_MS = 100_000;
const SLOW_MS = 20_000;
const NOTHING: Ending = { trees: [], shown: new Map(), sessions: [] };

/**
 * Clients on real server processes while those are killed, paused, parted and lose what they had not
 * synced. The same seed draws the same faults and the same wishes of clients; what meets what is up
 * to the machine.
 */
export async function runOnce(options: RunOptions): Promise<Run> {
  const { core, servers: count, seed, lengthMs, program, mistake } = options;
  const began = performance.now();
  const random = new Random(seed);
  const schedule = scheduleOf(random, count, lengthMs);
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-campaign-'));
  const disk = { syncMs: random.below(6), leakPercent: random.pick([0, 0, 50]) };
  const process = { seed, ...disk, mistake };
  const servers = await Servers.start({ core, count, directory, program, process });
  const recorder = new Recorder();
  const happened: string[] = [];
  const common: Common = { ports: servers.clientPorts, recorder, calls: 0, stopped: false };
  const clients = Array.from(
    { length: CLIENTS },
    (_, i) => new Client(`${i}`, new Random(seed * CLIENTS + i), common),
  );
  const nemesis = new Nemesis(servers, (text) => {
    happened.push(`${Math.round(performance.now())} at ${recorder.history.length}: ${text}`);
  });
  const stage = new Stage(recorder);
  const working = clients.map((client) => client.run());
  const begun = async (): Promise<void> => {
    while (recorder.answers < CALLS_BEFORE) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await stage.at('the first answers', begun());
  await stage.at(
    'the faults',
    nemesis.carryOut(schedule, () => recorder.answers),
  );
  common.stopped = true;
  await stage.at('all servers to run', nemesis.end());
  await stage.at('what clients have asked for', Promise.all(working));
  let isOver = false;
  const attending = clients.map((client) => client.attend(() => isOver));
  const live = (): string[] => clients.flatMap(({ attending: session }) => session?.name ?? []);
  for (const why of servers.refused) recorder.odd(why);
  const looking = endingOf(servers.clientPorts, pathsIn(recorder.history), CLIENTS, live);
  // Where a server does not start there is no end.
  const ending =
    servers.refused.length > 0 ? null : await stage.at('sessions to stand still', looking);
  isOver = true;
  for (const { session } of clients) session?.abandon('broken');
  await servers.close();
  await Promise.all(attending);
  await rm(directory, { recursive: true, force: true });
  const { history, oddities } = recorder;
  return {
    options,
    schedule,
    history,
    ending: ending ?? NOTHING,
    judgement: judge(history, ending ?? NOTHING),
    oddities,
    happened,
    lines: servers.lines,
    slow: stage.slow,
    tookMs: performance.now() - began,
  };
}

/** Says what a run was waiting for, if it waited for ever. */
class Stage {
  /** What took long. */
  readonly slow: string[] = [];
  readonly #recorder: Recorder;
  #hung = false;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** `null` if it never came; from then on nothing more is waited for. */
  async at<T>(what: string, work: Promise<T>): Promise<T | null> {
    if (this.#hung) return null;
    let timer: NodeJS.Timeout | undefined;
    const hang = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        this.#hung = true;
        this.#recorder.odd(`waited in vain for ${what}`);
        resolve(null);
      }, HANGS_AFTER_MS);
    });
    const began = performance.now();
    const done = await Promise.race([work, hang]);
    clearTimeout(timer);
    const tookMs = performance.now() - began;
    if (tookMs > SLOW_MS) this.slow.push(`${Math.round(tookMs)} ms for ${what}`);
    return done;
  }
}

function pathsIn(history: History): string[] {
  const paths = history.flatMap((moment) =>
    moment.type === 'asked' && moment.asked.type !== 'close' ? [moment.asked.path] : [],
  );
  return [...new Set(paths)];
}

import { Line } from './line.ts';
import { write } from './load.ts';
import type { Ensemble } from './rivals.ts';
import { leaderOf } from './word.ts';

/** Sessions at each server, and writes that each has under way. */
const SESSIONS = 4;
const PIPELINED = 4;
const GIVE_UP_MS = 60_000;

/**
 * Milliseconds from a signal to the leader, under load, to the first acknowledgement of a write that
 * was sent after it to one of the others.
 */
export async function replaced(ensemble: Ensemble, signal: NodeJS.Signals): Promise<number> {
  const leader = await leaderOf(ensemble.ports);
  const others = ensemble.ports.filter((_, server) => server !== leader);
  const load = new Load(others);
  await load.acknowledged(0);
  ensemble.signal(leader, signal);
  const at = performance.now();
  const acknowledged = await load.acknowledged(at);
  load.stop();
  if (signal === 'SIGSTOP') ensemble.signal(leader, 'SIGCONT');
  return acknowledged - at;
}

/** Sessions that write again and again, and connect again whatever happens. */
class Load {
  readonly #lines = new Set<Line>();
  #stopped = false;
  /** When the newest write that was answered had been sent, and when the answer came. */
  #sent = 0;
  #answered = 0;

  constructor(ports: readonly number[]) {
    for (const port of ports) {
      for (let i = 0; i < SESSIONS; i += 1) void this.#session(port, write(`/b/${i}`));
    }
  }

  /** When the first write was answered that was sent after a moment. */
  async acknowledged(after: number): Promise<number> {
    const until = performance.now() + GIVE_UP_MS;
    while (this.#sent <= after) {
      if (performance.now() > until) return Number.POSITIVE_INFINITY;
      await pause(2);
    }
    return this.#answered;
  }

  stop(): void {
    this.#stopped = true;
    for (const line of this.#lines) line.destroy();
  }

  async #session(port: number, request: Buffer): Promise<void> {
    while (!this.#stopped) {
      const line = await Line.open(port);
      if (line === null) await pause(10);
      else {
        this.#lines.add(line);
        const each = Array.from({ length: PIPELINED }, () => this.#writes(line, request));
        await Promise.all(each);
        this.#lines.delete(line);
      }
    }
  }

  async #writes(line: Line, request: Buffer): Promise<void> {
    while (!line.isClosed) {
      const sent = performance.now();
      if ((await line.ask(request)) !== 0) return;
      if (sent > this.#sent) {
        this.#sent = sent;
        this.#answered = performance.now();
      }
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

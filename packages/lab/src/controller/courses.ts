import { History, type HistoryChunk } from '../model/history.ts';
import type { BranchId, LabWorker } from '../model/run.ts';
import { Frames } from './frames.ts';
import { PACE } from './player.ts';

/** How much is recorded ahead of the reader, at least: steps, and virtual milliseconds. */
const AHEAD_STEPS = 400;
const AHEAD_MS = 600;
/** Frames shown in a second, at most: at high speed not every step is asked for. */
const PICTURES = 60;

/** What the page holds of each branch: its history, and the frames of it that were sent. */
export class Courses {
  readonly frames: Frames;
  readonly #worker: LabWorker;
  readonly #histories = new Map<BranchId, History>();
  #extending = false;

  constructor(worker: LabWorker) {
    this.#worker = worker;
    this.frames = new Frames(worker);
  }

  historyOf(branch: BranchId): History {
    let history = this.#histories.get(branch);
    if (!history) {
      history = new History();
      this.#histories.set(branch, history);
    }
    return history;
  }

  /** Another run: nothing of the old one is kept. */
  reset(chunk: HistoryChunk): void {
    this.#histories.clear();
    this.frames.forget();
    this.historyOf(0).append(chunk);
  }

  fork(parent: BranchId, step: number, branch: BranchId, chunk: HistoryChunk): void {
    const history = this.historyOf(parent).fork(step);
    history.append(chunk);
    this.#histories.set(branch, history);
  }

  /** Asks for the frames that the next second of playing will show. */
  askAhead(branch: BranchId, step: number, at: number, speed: number): void {
    const until = this.historyOf(branch).stepBy(at + PACE * speed);
    const stride = Math.max(1, Math.floor((until - step) / PICTURES));
    // The next step is always among them: without it time could not pass it.
    const steps: number[] = step < until ? [step + 1] : [];
    // On a grid, so that what was asked for a moment ago is found and not asked for again.
    const first = Math.ceil((step + 1) / stride) * stride;
    for (let next = first; next <= until; next += stride) if (next > step + 1) steps.push(next);
    this.frames.ask(branch, steps);
  }

  runsShort(branch: BranchId, step: number, now: number, speed: number): boolean {
    const history = this.historyOf(branch);
    const fewSteps = history.lastStep - step < AHEAD_STEPS / 2;
    const littleTime = history.lastAt - now < AHEAD_MS * Math.max(1, speed / 4);
    return (fewSteps || littleTime) && !history.ended;
  }

  /** Has a branch recorded further. Answers whether more of it is known now. */
  async extend(branch: BranchId, now: number, speed: number): Promise<boolean> {
    if (this.#extending) return false;
    this.#extending = true;
    const history = this.historyOf(branch);
    try {
      const steps = history.lastStep + AHEAD_STEPS;
      const ms = now + AHEAD_MS * 2 * Math.max(1, speed / 4);
      const chunk = await this.#worker.extend(branch, history.stepAt.length, steps, ms);
      // Another run may have taken its place meanwhile.
      if (this.#histories.get(branch) !== history) return false;
      history.append(chunk);
      return true;
    } finally {
      this.#extending = false;
    }
  }
}

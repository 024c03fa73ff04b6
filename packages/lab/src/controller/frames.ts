import type { Frame } from '../model/frame.ts';
import type { BranchId, LabWorker } from '../model/run.ts';

const KEPT = 600;

/** Frames that the worker has sent, newest use last, and those that are on their way. */
export class Frames {
  readonly #worker: Pick<LabWorker, 'frames'>;
  readonly #kept = new Map<string, Frame>();
  readonly #coming = new Map<string, Promise<Frame | undefined>>();

  constructor(worker: Pick<LabWorker, 'frames'>) {
    this.#worker = worker;
  }

  get(branch: BranchId, step: number): Frame | undefined {
    return this.#kept.get(`${branch}:${step}`);
  }

  /** The newest kept frame in the steps after `from`, up to `to`. */
  newest(branch: BranchId, from: number, to: number): Frame | undefined {
    for (let step = to; step > from && step > to - 240; step -= 1) {
      const frame = this.get(branch, step);
      if (frame) return frame;
    }
    return undefined;
  }

  async load(branch: BranchId, step: number): Promise<Frame | undefined> {
    const key = `${branch}:${step}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    this.ask(branch, [step]);
    return this.#coming.get(key);
  }

  /** Asks for those of the given steps that are neither here nor coming. */
  ask(branch: BranchId, steps: readonly number[]): void {
    const wanted = steps.filter((step) => {
      const key = `${branch}:${step}`;
      return !this.#kept.has(key) && !this.#coming.has(key);
    });
    if (wanted.length === 0) return;
    const answer = this.#worker.frames(branch, wanted);
    for (const [i, step] of wanted.entries()) {
      const key = `${branch}:${step}`;
      const one = answer
        .then((frames) => {
          const frame = frames[i];
          if (frame) this.#keep(key, frame);
          return frame;
        })
        .catch(() => undefined)
        .finally(() => this.#coming.delete(key));
      this.#coming.set(key, one);
    }
  }

  forget(): void {
    this.#kept.clear();
    this.#coming.clear();
  }

  #keep(key: string, frame: Frame): void {
    this.#kept.set(key, frame);
    if (this.#kept.size <= KEPT) return;
    const oldest = this.#kept.keys().next();
    if (!oldest.done) this.#kept.delete(oldest.value);
  }
}

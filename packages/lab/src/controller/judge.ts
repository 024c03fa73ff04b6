import { type ChallengeId, type ChallengeResult, checkChallenge } from '../model/challenge.ts';
import type { History } from '../model/history.ts';
import type { LabWorker } from '../model/run.ts';
import type { LabStore } from './store.ts';

/** Checks a challenge whenever the reader has passed another turning point. */
export class Judge {
  readonly #worker: Pick<LabWorker, 'milestones'>;
  readonly #store: LabStore;
  readonly #challenge: ChallengeId;
  readonly #onResult: (result: ChallengeResult) => void;
  #judged = '';

  constructor(
    worker: Pick<LabWorker, 'milestones'>,
    store: LabStore,
    challenge: ChallengeId,
    onResult: (result: ChallengeResult) => void,
  ) {
    this.#worker = worker;
    this.#store = store;
    this.#challenge = challenge;
    this.#onResult = onResult;
  }

  /** How it stands before anything has happened. */
  before(): ChallengeResult {
    return checkChallenge(this.#challenge, []);
  }

  async judge(step: number, history: History): Promise<void> {
    const { branch, challenge: before } = this.#store.getState();
    // Only turning points change the verdict, so only where one was passed it is asked for.
    const passed = history.marks.findLast((mark) => mark.step <= step)?.event ?? -1;
    const judged = `${branch}:${passed}`;
    if (judged === this.#judged) return;
    this.#judged = judged;
    const milestones = await this.#worker.milestones(branch, step);
    if (this.#store.getState().branch !== branch) return;
    const result = checkChallenge(this.#challenge, milestones);
    if (JSON.stringify(result) === JSON.stringify(before)) return;
    this.#store.setState({ challenge: result });
    this.#onResult(result);
  }
}

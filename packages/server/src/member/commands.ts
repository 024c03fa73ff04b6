import type { RequestId, Shape } from '@menagerie/contract';

/** What was asked of the core and is not answered yet. */
export class Commands<S extends Shape> {
  readonly #take: (request: RequestId, command: S['command']) => void;
  readonly #waiting = new Map<RequestId, (answer: S['answer']) => void>();
  #request = 0;

  /** @param take hands a command to the core */
  constructor(take: (request: RequestId, command: S['command']) => void) {
    this.#take = take;
  }

  /** @param done called at most once: what the core is told before a crash it does not answer */
  give(command: S['command'], done: (answer: S['answer']) => void): void {
    this.#request += 1;
    this.#waiting.set(this.#request, done);
    this.#take(this.#request, command);
  }

  answered(request: RequestId, answer: S['answer']): void {
    const done = this.#waiting.get(request);
    this.#waiting.delete(request);
    done?.(answer);
  }
}

import { JuteWriter } from '@menagerie/jute';

/** A burst must not hold its memory for ever. */
const MOST_KEPT_BYTES = 1 << 18;

/** A writer that is used again and again: a new one costs more than the few bytes that most write. */
export class SpareWriter {
  #writer = new JuteWriter();

  /** It is empty. What was taken from it before is overwritten from now on. */
  take(): JuteWriter {
    if (this.#writer.length > MOST_KEPT_BYTES) this.#writer = new JuteWriter();
    else this.#writer.clear();
    return this.#writer;
  }
}

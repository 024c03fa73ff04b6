/** Steps between one power of two and the next. */
const STEPS = 16;
/** Below so many hundredths each value has a step of its own. */
const EXACT = STEPS;

/** Quantiles that somebody may ask for, from 0 to 1. */
export type Quantile = 0.5 | 0.9 | 0.95 | 0.99 | 0.999;

/**
 * How long things took, or how much there was of them: counted into steps of a sixteenth, so that
 * noting one takes no memory and next to no time. Values are from 0 on, noted to the hundredth.
 */
export class Distribution {
  count = 0;
  sum = 0;
  max = 0;
  #min = 0;
  readonly #steps: number[] = [];

  note(value: number): void {
    this.#min = this.count === 0 ? value : Math.min(this.#min, value);
    this.max = Math.max(this.max, value);
    this.count += 1;
    this.sum += value;
    const step = stepOf(value);
    while (this.#steps.length <= step) this.#steps.push(0);
    this.#steps[step] = (this.#steps[step] ?? 0) + 1;
  }

  /** 0 where nothing was noted. */
  get min(): number {
    return this.#min;
  }

  /** 0 where nothing was noted. */
  get average(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }

  /** At least so much was noted this often; 0 where nothing was. Right to a sixteenth. */
  quantile(quantile: Quantile): number {
    let left = Math.ceil(quantile * this.count);
    for (const [step, count] of this.#steps.entries()) {
      left -= count;
      if (left <= 0 && count > 0) return Math.min(this.max, valueOf(step));
    }
    return this.max;
  }

  reset(): void {
    this.count = 0;
    this.sum = 0;
    this.max = 0;
    this.#min = 0;
    this.#steps.length = 0;
  }
}

function stepOf(value: number): number {
  const hundredths = Math.round(value * 100);
  if (hundredths < EXACT) return hundredths;
  const power = Math.floor(Math.log2(hundredths));
  return (power - 3) * STEPS + Math.floor(((hundredths - 2 ** power) * STEPS) / 2 ** power);
}

/** The largest value of a step. */
function valueOf(step: number): number {
  if (step < EXACT) return step / 100;
  const power = Math.floor(step / STEPS) + 3;
  return (2 ** power + (((step % STEPS) + 1) * 2 ** power) / STEPS - 1) / 100;
}

import { Tally } from './tally.ts';

/** Steps between one power of two and the next. */
const STEPS = 16;
/** Below so many hundredths each value has a step of its own. */
const EXACT = STEPS;
/** Hundredths that are told apart, of milliseconds six hours: whatever is more counts as that. */
const MOST = 2 ** 31 - 1;

/** Quantiles that somebody may ask for, from 0 to 1. */
export type Quantile = 0.5 | 0.9 | 0.95 | 0.99 | 0.999;

/**
 * A tally that also knows how values are spread: they are counted into steps of a sixteenth, so that
 * noting one takes next to no time or memory. Values are from 0 on, and told apart to the hundredth.
 */
export class Distribution extends Tally {
  readonly #steps: number[] = [];

  /** One more, from 0 on. */
  override note(value: number): void {
    super.note(value);
    const step = stepOf(value);
    while (this.#steps.length <= step) this.#steps.push(0);
    this.#steps[step] = (this.#steps[step] ?? 0) + 1;
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

  /** As if nothing had been noted. */
  override reset(): void {
    super.reset();
    this.#steps.length = 0;
  }
}

function stepOf(value: number): number {
  const hundredths = Math.min(MOST, Math.round(value * 100));
  if (hundredths < EXACT) return hundredths;
  const power = 31 - Math.clz32(hundredths);
  return (power - 3) * STEPS + ((hundredths >>> (power - 4)) & (STEPS - 1));
}

/** The largest value of a step. */
function valueOf(step: number): number {
  if (step < EXACT) return step / 100;
  const power = Math.floor(step / STEPS) + 3;
  return (2 ** power + (((step % STEPS) + 1) * 2 ** power) / STEPS - 1) / 100;
}

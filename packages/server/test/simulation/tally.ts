import type { Fault } from '../judge/history.ts';
import type { Played } from './play.ts';

/** What many runs came to. */
export class Tally {
  runs = 0;
  /** Calls that were answered. */
  answered = 0;
  readonly faults: (Fault & { readonly seed: number })[] = [];
  /** Runs of which a part had too many operations to say. */
  readonly undecided: number[] = [];
  /** What clients saw, and what went wrong around them, by its name. */
  readonly counts = new Map<string, number>();

  add(seed: number, { history, judgement, troubles }: Played): void {
    this.runs += 1;
    this.answered += judgement.answered;
    for (const fault of judgement.faults) this.faults.push({ ...fault, seed });
    if (judgement.undecided.length > 0) this.undecided.push(seed);
    for (const { type } of history) this.#count(type, 1);
    for (const [kind, times] of troubles) this.#count(kind, times);
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  text(): string {
    const counts = [...this.counts].map(([name, times]) => `${name} ${times}`);
    const open = this.undecided.length === 0 ? '' : `, undecided: ${this.undecided.join(' ')}`;
    return [
      `${this.runs} runs, ${this.answered} answers, ${this.faults.length} faults${open}`,
      counts.toSorted().join(', '),
      ...this.faults.map(
        ({ seed, promised, sentence }) => `seed ${seed}: ${promised}: ${sentence}`,
      ),
    ].join('\n');
  }

  #count(name: string, times: number): void {
    this.counts.set(name, this.of(name) + times);
  }
}

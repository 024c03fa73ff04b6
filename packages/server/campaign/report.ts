import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from './run.ts';

/** What is wrong with a run, in sentences. Empty if nothing is. */
export function troubleIn({ judgement, oddities }: Run): string[] {
  return [
    ...judgement.faults.map(({ promised, sentence }) => `${promised}: ${sentence}`),
    ...oddities,
  ];
}

/** What a run is called, in lines and in file names. */
export function nameOf({ options: { core, servers, seed } }: Run): string {
  return `${core}-${servers}-${seed}`;
}

/** How often each kind of moment and of fault was there, in all of some runs. */
export class Tally {
  readonly #moments = new Map<string, number>();
  readonly #faults = new Map<string, number>();

  add({ history, schedule }: Run): void {
    for (const { type } of history) this.#moments.set(type, (this.#moments.get(type) ?? 0) + 1);
    for (const { fault } of schedule) {
      this.#faults.set(fault.type, (this.#faults.get(fault.type) ?? 0) + 1);
    }
  }

  get lines(): string[] {
    return [`clients: ${listed(this.#moments)}`, `faults: ${listed(this.#faults)}`];
  }
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}

/**
 * Writes down all that is known of a run: what is wrong with it, the history, the faults, what each
 * server logged, and pictures of the smallest parts that have no explanation.
 *
 * @returns the folder
 */
export async function keep(run: Run, directory: string): Promise<string> {
  const folder = join(directory, nameOf(run));
  await mkdir(folder, { recursive: true });
  const put = (name: string, lines: readonly string[]): Promise<void> =>
    writeFile(join(folder, name), `${lines.join('\n')}\n`);
  await put('trouble.txt', [...troubleIn(run), '', ...run.happened]);
  await put(
    'history.jsonl',
    run.history.map((moment) => JSON.stringify(moment)),
  );
  const { trees, shown, sessions } = run.ending;
  await put('ending.json', [JSON.stringify({ trees, shown: [...shown], sessions }, null, 1)]);
  for (const [server, lines] of run.lines.entries()) await put(`server-${server + 1}.log`, lines);
  for (const [i, { picture }] of run.judgement.faults.entries()) {
    if (picture !== null) await put(`picture-${i + 1}.svg`, [picture]);
  }
  return folder;
}

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { SourceMutant } from './mutants.ts';

/** Longer than any mutant of a core that ends takes, by far. */
const PATIENCE_MS = 60_000;

/** What random runs saw of a mutant. */
export interface Seen {
  /** What noticed it, or `null`. */
  readonly by: string | null;
  /** Whether every run ended in the world in which it ends without the mutant. */
  readonly alike: boolean;
  /** Whether its place is passed while the sources load, when no mutant is on yet. */
  readonly loading: boolean;
}

/** A mutant that nothing has noticed so far. */
export interface Survivor extends Pick<Seen, 'alike' | 'loading'> {
  readonly mutant: SourceMutant;
}

/** Tries each mutant in random runs, in several processes. Tells of each as it is known. */
export async function tryAll(
  copy: string,
  protocol: string,
  mutants: readonly SourceMutant[],
  processes: number,
  tell: (mutant: SourceMutant, seen: Seen) => void,
): Promise<void> {
  const queue = [...mutants];
  const worker = async (): Promise<void> => {
    let trial: ChildProcess | null = null;
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      trial ??= await start(copy, protocol);
      const seen = await ask(trial, mutant.id);
      if (seen === null) {
        trial.kill('SIGKILL');
        trial = null;
      }
      tell(mutant, seen ?? { by: 'hangs', alike: false, loading: false });
    }
    trial?.kill();
  };
  await Promise.all(Array.from({ length: processes }, worker));
}

async function start(copy: string, protocol: string): Promise<ChildProcess> {
  const trial = fork(join(copy, 'scripts/mutate/trial.ts'), [protocol], {
    cwd: copy,
    execArgv: ['--import', 'tsx', '--conditions=@menagerie/source'],
  });
  await new Promise<void>((resolve, reject) => {
    trial.once('message', () => resolve());
    trial.once('error', (error) => reject(new Error('the trial did not start', { cause: error })));
    trial.once('exit', (code) => reject(new Error(`the trial ended with ${code} before it began`)));
  });
  trial.removeAllListeners('exit');
  return trial;
}

/** `null` where it hangs or dies. */
async function ask(trial: ChildProcess, id: string): Promise<Seen | null> {
  return await new Promise((resolve) => {
    const end = (seen: Seen | null) => {
      clearTimeout(patience);
      trial.off('message', end);
      trial.off('exit', gone);
      resolve(seen);
    };
    const gone = () => end(null);
    const patience = setTimeout(gone, PATIENCE_MS);
    trial.on('message', end);
    trial.on('exit', gone);
    trial.send(id);
  });
}

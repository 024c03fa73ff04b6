import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { SourceMutant } from './mutants.ts';

/** Longer than any mutant of a core that ends takes, by far. */
const PATIENCE_MS = 60_000;

/** Tries each mutant in random runs, in several processes. Tells of each as it is known. */
export async function tryAll(
  copy: string,
  protocol: string,
  mutants: readonly SourceMutant[],
  processes: number,
  tell: (mutant: SourceMutant, noticed: string | null) => void,
): Promise<void> {
  const queue = [...mutants];
  const worker = async (): Promise<void> => {
    let trial: ChildProcess | null = null;
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      trial ??= await start(copy, protocol);
      const noticed = await ask(trial, mutant.id);
      if (noticed === 'hangs') {
        trial.kill('SIGKILL');
        trial = null;
      }
      tell(mutant, noticed);
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
    trial.once('exit', (code) => reject(new Error(`the trial ended with ${code} before it began`)));
  });
  trial.removeAllListeners('exit');
  return trial;
}

async function ask(trial: ChildProcess, id: string): Promise<string | null> {
  return await new Promise((resolve) => {
    const end = (noticed: string | null) => {
      clearTimeout(patience);
      trial.off('message', heard);
      trial.off('exit', gone);
      resolve(noticed);
    };
    const heard = (answer: { noticed: string | null }) => end(answer.noticed);
    const gone = () => end('hangs');
    const patience = setTimeout(() => end('hangs'), PATIENCE_MS);
    trial.on('message', heard);
    trial.on('exit', gone);
    trial.send(id);
  });
}

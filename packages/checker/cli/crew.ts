import { Worker } from 'node:worker_threads';
import type { Reductions } from '../src/explorer/cluster/options.ts';
import { type CrewMemory, seen, shareCrewMemory } from '../src/explorer/threads/crew.ts';
import type { ScopeShare } from '../src/explorer/threads/together.ts';

/** What a worker is to do; all of it can be copied to another thread. */
export interface CrewJob {
  readonly protocol: string;
  readonly scope: string;
  readonly mutant: string | null;
  readonly reductions: Reductions;
  readonly self: number;
  readonly memory: CrewMemory;
}

/** Whoever wants to know how far threads are. */
export interface Listener {
  /** Milliseconds between two words. */
  readonly every: number;
  tell(states: number): void;
}

/** Searches a scope on several threads. Ends with the first error of one of them. */
export async function searchTogether(
  task: Omit<CrewJob, 'self' | 'memory'>,
  threads: number,
  capacity: number,
  listener: Listener | null = null,
): Promise<readonly ScopeShare[]> {
  const memory = shareCrewMemory(threads, capacity);
  const workers: Worker[] = [];
  const told = listener && setInterval(() => listener.tell(seen(memory)), listener.every);
  try {
    return await Promise.all(
      Array.from({ length: threads }, (_, self) => {
        const workerData: CrewJob = { ...task, self, memory };
        const worker = new Worker(new URL('./crew-worker.mjs', import.meta.url), {
          workerData,
          execArgv: ['--conditions=@menagerie/source'],
          // What is learned is kept: a small nursery would copy it around again and again.
          resourceLimits: { maxYoungGenerationSizeMb: 192 },
        });
        workers.push(worker);
        return shareOf(worker);
      }),
    );
  } finally {
    if (told !== null) clearInterval(told);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function shareOf(worker: Worker): Promise<ScopeShare> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread ended with code ${code}`)));
  });
}

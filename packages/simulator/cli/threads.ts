import { Worker } from 'node:worker_threads';
import { type Batch, type BatchResult, runBatch } from './batch.ts';

/**
 * Runs batches on several threads, in order, until one has a violation or an error. All batches
 * before that one are finished, and later ones are thrown away: the result is the same for any
 * number of threads.
 *
 * @param finished told of each batch in the order in which they finish
 */
export async function runBatches(
  batches: readonly Batch[],
  threads: number,
  finished: (result: BatchResult) => void,
): Promise<readonly BatchResult[]> {
  const results: BatchResult[] = [];
  let next = 0;
  let end = batches.length;
  const take = (result: BatchResult): void => {
    results[result.nth] = result;
    if (result.failure !== null || result.error !== null) end = Math.min(end, result.nth + 1);
    finished(result);
  };
  if (threads === 1) {
    for (const batch of batches) {
      if (batch.nth < end) take(runBatch(batch));
      // Lets the terminal and a Ctrl-C through.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return results.slice(0, end);
  }
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./thread.mjs', import.meta.url));
    try {
      while (next < end) {
        const batch = batches[next];
        next += 1;
        if (batch !== undefined) take(await send(worker, batch));
      }
    } finally {
      await worker.terminate();
    }
  };
  const crew = Array.from({ length: Math.min(threads, batches.length) }, work);
  await Promise.all(crew);
  return results.slice(0, end);
}

function send(worker: Worker, batch: Batch): Promise<BatchResult> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (result: BatchResult) => {
      worker.off('error', reject);
      resolve(result);
    });
    worker.postMessage(batch);
  });
}

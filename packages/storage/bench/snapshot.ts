import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openStore } from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';

const CLIENTS = 64;
const BATCH_BYTES = 200;
const SNAPSHOT_BYTES = 256 << 20;
const CHUNK_BYTES = 64 << 10;
const NANOS = 1e6;

/** How a stretch of time was for those who append, and for the loop. */
interface Stretch {
  readonly seconds: number;
  /** From `append` to `onDurable`, in milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** The longest time for which the loop did nothing else, in milliseconds. */
  readonly stall: number;
}

/** Sixty-four batches under way, without and then with a snapshot being written. */
export async function benchSnapshot(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-bench-'));
  try {
    const began: number[] = [];
    let waits: number[] = [];
    let done = 0;
    let isOver = false;
    const batch = new Uint8Array(BATCH_BYTES).fill(1);
    const append = (): void => {
      if (isOver || store.append(batch) === null) return;
      began.push(performance.now());
    };
    const { store } = await openStore({
      files: await nodeFiles(directory),
      identity: new Uint8Array(16),
      onDurable: (number) => {
        const now = performance.now();
        const released = began.splice(0, number - done);
        done = number;
        for (const then of released) waits.push(now - then);
        for (const _ of released) append();
      },
    });
    const during = async (work: () => Promise<unknown>): Promise<Stretch> => {
      waits = [];
      const loop = monitorEventLoopDelay({ resolution: 1 });
      loop.enable();
      const start = performance.now();
      await work();
      const seconds = (performance.now() - start) / 1000;
      loop.disable();
      const sorted = waits.toSorted((a, b) => a - b);
      const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? 0;
      return { seconds, median: at(0.5), p99: at(0.99), stall: loop.max / NANOS };
    };
    for (let i = 0; i < CLIENTS; i += 1) append();
    const alone = await during(() => new Promise((resolve) => setTimeout(resolve, 2000)));
    const chunk = new Uint8Array(CHUNK_BYTES).fill(9);
    function* chunks(): Generator<Uint8Array> {
      for (let bytes = 0; bytes < SNAPSHOT_BYTES; bytes += CHUNK_BYTES) yield chunk;
    }
    const beside = await during(() => store.writeSnapshot(store.durable, chunks()));
    isOver = true;
    await store.close();
    console.log(`${CLIENTS} batches of ${BATCH_BYTES} bytes under way, from append to durable`);
    console.log(`  alone: ${textOf(alone)}`);
    const rate = (SNAPSHOT_BYTES / 1e6 / beside.seconds).toFixed(0);
    console.log(`  beside a snapshot of 256 MiB, written at ${rate} MB/s: ${textOf(beside)}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function textOf({ median, p99, stall }: Stretch): string {
  const [middle, late, longest] = [median, p99, stall].map((ms) => ms.toFixed(2));
  return `median ${middle} ms, 99 of 100 within ${late} ms, loop stalled at most ${longest} ms`;
}

// Appends batches and says on standard output what it was told durable, until it is killed.
import { nodeFiles } from '@menagerie/storage/node';
import { appendNext, Ledger, openLedger } from './ledger.ts';

const [, , directory = ''] = process.argv;
const files = await nodeFiles(directory);
const { store, ledger } = await openLedger(files, {
  segmentBytes: 20_000,
  preallocateBytes: 4096,
  keepSnapshots: 2,
  // A write to a pipe is done when it returns: what was said before the kill is heard.
  onDurable: (number) => process.stdout.write(`durable ${number}\n`),
});
process.stdout.write(`opened ${ledger.applied}\n`);

async function snapshots(): Promise<void> {
  for (;;) {
    await store.flush();
    const { durable } = store;
    if (durable > 0) await store.writeSnapshot(durable, Ledger.chunks(durable));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

void snapshots();
for (;;) {
  appendNext(store, 1 + (store.last % 17));
  if (store.waitingBytes > 5000) await store.flush();
  else await new Promise((resolve) => setImmediate(resolve));
}

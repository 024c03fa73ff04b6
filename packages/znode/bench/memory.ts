import { Tree, Watches } from '@menagerie/znode';

/**
 * The live heap, buffers and all, that a million znodes of 128 bytes below one parent take, and a
 * hundred thousand watches; and what a pause a snapshot makes. To be run with --expose-gc.
 */
const ZNODES = 1_000_000;
const DATA = 128;

/** What lives, in bytes, after a collection. */
function live(): number {
  if (globalThis.gc === undefined) throw new Error('run this with --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(2)} s`;

const acl = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const WATCHES = 100_000;
const unwatched = live();
const watches = new Watches({ identities: () => [] });
for (let at = 0; at < WATCHES; at += 1) watches.watchData(at % 1000, pathOf(at));
console.log(`${megabytes(live() - unwatched)} for ${watches.count} watches of 1,000 connections`);

const before = live();
const tree = new Tree();
let zxid = 0n;
let worst = 0;

function create(path: string): void {
  zxid += 1n;
  const data = new Uint8Array(DATA).fill(Number(zxid & 0xffn));
  const body = { path, data, acl, flags: 0 };
  const by = { session: 1n, identities: [], local: true } as const;
  const began = performance.now();
  tree.apply({ type: 'request', zxid, time: 1000, ...by, request: { type: 'create', body } });
  worst = Math.max(worst, performance.now() - began);
}

const creating = performance.now();
create('/bench');
// As a server has them: each path of a frame of its own, and no two alike.
for (let at = 0; at < ZNODES; at += 1) create(`/bench/znode-${String(at).padStart(10, '0')}`);
console.log(
  `created ${tree.size} znodes in ${seconds(creating)}, the slowest in ${worst.toFixed(1)} ms`,
);
console.log(`${megabytes(live() - before)} live, of which ${megabytes(tree.dataBytes)} are data`);

const writing = performance.now();
const chunks: Uint8Array[] = [];
let pause = 0;
const snapshot = tree.snapshot();
for (;;) {
  const began = performance.now();
  const { value } = snapshot.next();
  pause = Math.max(pause, performance.now() - began);
  if (value === undefined) break;
  chunks.push(value);
}
const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
console.log(
  `snapshot of ${megabytes(bytes)} in ${seconds(writing)}, the slowest chunk in ${pause.toFixed(1)} ms`,
);

const reading = performance.now();
const restored = Tree.restore(chunks);
console.log(`restored ${restored.size} znodes in ${seconds(reading)}`);

/** A path with memory of its own, as one of a frame has it. */
function pathOf(at: number): string {
  return String.fromCharCode(...Array.from(`/bench/${at}`, (letter) => letter.charCodeAt(0)));
}

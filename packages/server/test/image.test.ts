import type { Shape } from '@menagerie/contract';
import { expect, it } from 'vitest';
import {
  encodeImage,
  imageSlices,
  joinSlices,
  type Kernel,
  paxosKernel,
  raftKernel,
  zabKernel,
} from '../src/index.ts';
import { Cluster } from './helpers/world.ts';

function suite<S extends Shape>(kernel: Kernel<S>): void {
  it(`an image of ${kernel.name} in slices is the image that it was, whatever comes after`, () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const cluster = new Cluster(kernel, 3, seed, 0.05);
      for (let i = 0; i < 60; i += 1) {
        cluster.time.runUntil(() => cluster.leader() !== null, 60_000);
        const command = kernel.propose(Uint8Array.of(i));
        cluster.leader()?.driver?.take({ type: 'command', request: i, command });
        if (i === 20) cluster.leader()?.crash();
        cluster.time.runUntil(() => false, 40);
      }
      for (const { driver } of cluster.servers) {
        const state = driver?.state ?? null;
        if (state === null) continue;
        const image = kernel.image(state);
        const before = encodeImage(kernel.protocol, image);
        const slices = imageSlices(kernel, image);
        cluster.time.runUntil(() => false, 500);
        const bytes = Buffer.concat([...slices]);
        const joined = joinSlices(kernel.protocol, new Uint8Array(bytes));
        const after = encodeImage(kernel.protocol, joined);
        expect(Buffer.compare(after, before), `seed ${seed}`).toBe(0);
      }
    }
  });
}

suite(raftKernel);
suite(zabKernel);
suite(paxosKernel);

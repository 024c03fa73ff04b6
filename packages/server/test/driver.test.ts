import type { Shape } from '@menagerie/contract';
import { describe, expect, it } from 'vitest';
import { type Kernel, paxosKernel, raftKernel, zabKernel } from '../src/index.ts';
import { Cluster } from './helpers/world.ts';

const SEEDS = 20;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function suite<S extends Shape>(kernel: Kernel<S>): void {
  describe(`${kernel.name} on drivers, disks and a network that loses messages`, () => {
    it('delivers what is proposed, on all servers and in one order', () => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const cluster = new Cluster(kernel, 3, seed, 0.05);
        proposeAll(cluster, 30);
        const all = (): boolean => cluster.servers.every(({ delivered }) => delivered.length >= 30);
        expect(cluster.time.runUntil(all, 60_000), `seed ${seed}`).toBe(true);
        // Some may have more by then: a command is proposed again where its answer was lost.
        const shortest = Math.min(...cluster.servers.map(({ delivered }) => delivered.length));
        const [first] = cluster.servers.map(({ delivered }) => delivered.slice(0, shortest));
        for (const { delivered } of cluster.servers) {
          expect(delivered.slice(0, shortest)).toEqual(first);
        }
      }
    });

    it('keeps what was answered through crashes of whole ensembles', () => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const cluster = new Cluster(kernel, 3, seed, 0);
        const answered = proposeAll(cluster, 20);
        for (const server of cluster.servers) server.crash();
        for (const server of cluster.servers) server.start();
        const kept = (): boolean =>
          cluster.servers.every(({ delivered }) =>
            answered.every((command) => delivered.includes(command)),
          );
        const began = cluster.time.runUntil(() => cluster.leader() !== null, 60_000);
        expect(began, `seed ${seed}`).toBe(true);
        // Some protocols learn what was committed only with the next command.
        proposeAll(cluster, 1, 'after');
        expect(cluster.time.runUntil(kept, 60_000), `seed ${seed}`).toBe(true);
      }
    });

    it('goes on without one server, which catches up when it is back', () => {
      const cluster = new Cluster(kernel, 3, 7, 0);
      proposeAll(cluster, 5, 'before');
      const fallen = cluster.leader();
      fallen?.crash();
      proposeAll(cluster, 5, 'without');
      fallen?.start();
      const back = (): boolean => fallen?.delivered.length === 10;
      expect(cluster.time.runUntil(back, 60_000)).toBe(true);
    });

    it('stops at a disk that takes no more, before it says anything', () => {
      const cluster = new Cluster(kernel, 1, 3, 0);
      proposeAll(cluster, 1);
      const [server] = cluster.servers;
      if (server === undefined) throw new Error('no server');
      server.disk = 'failed';
      server.driver?.take({ type: 'command', request: 99, command: kernel.propose(bytes('x')) });
      expect(server.halted).toBe(true);
      expect(server.driver?.state).toBeNull();
      expect(server.outcomes.has(99)).toBe(false);
    });

    it('waits at a disk that is full, and is silent; then nothing is missing', () => {
      const cluster = new Cluster(kernel, 3, 5, 0);
      const answered = proposeAll(cluster, 5);
      const full = cluster.leader();
      if (full === null) throw new Error('no leader');
      full.disk = 'full';
      full.driver?.take({ type: 'command', request: 99, command: kernel.propose(bytes('x')) });
      const others = (): boolean => cluster.servers.some((each) => each !== full && each.leads);
      expect(cluster.time.runUntil(others, 60_000)).toBe(true);
      expect(full.outcomes.has(99)).toBe(false);
      full.disk = 'open';
      full.driver?.resume();
      answered.push(...proposeAll(cluster, 5, 'after'));
      const all = (): boolean =>
        answered.every((command) => full.delivered.includes(command)) &&
        cluster.servers.every(({ delivered }) => delivered.join() === full.delivered.join());
      expect(cluster.time.runUntil(all, 60_000)).toBe(true);
    });
  });
}

/** Proposes to whoever leads, one after the other, until so many were answered. */
function proposeAll<S extends Shape>(
  cluster: Cluster<S>,
  count: number,
  prefix = 'command',
): string[] {
  const answered: string[] = [];
  for (let request = 1; answered.length < count; request += 1) {
    expect(cluster.time.runUntil(() => cluster.leader() !== null, 60_000)).toBe(true);
    const leader = cluster.leader();
    const name = `${prefix} ${request}`;
    leader?.outcomes.delete(request);
    const command = cluster.kernel.propose(bytes(name));
    leader?.driver?.take({ type: 'command', request, command });
    cluster.time.runUntil(() => leader?.outcomes.has(request) === true, 1000);
    if (leader?.outcomes.get(request)?.type === 'done') answered.push(name);
  }
  return answered;
}

suite(raftKernel);
suite(zabKernel);
suite(paxosKernel);

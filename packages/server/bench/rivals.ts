import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findApache, type Installed } from '../interop/apache.ts';
import { freePorts } from './machine.ts';

/** An ensemble that runs, each server in a process of its own, its data on disk. */
export interface Ensemble {
  readonly ports: readonly number[];
  readonly pids: readonly number[];
  signal(server: number, signal: NodeJS.Signals): void;
  /** Starts a server that has ended again, on the same data. */
  restart(server: number): Promise<void>;
  /** Ends all of it, and forgets its data. */
  close(): Promise<void>;
}

/** What is compared. */
export interface Rival {
  readonly name: string;
  /** @param snapshotEvery - changes from one snapshot to the next; without it, as the server has it */
  start(servers: number, snapshotEvery?: number): Promise<Ensemble>;
}

/** Apache's server if it is installed, and ours on each core. */
export function rivals(): readonly Rival[] {
  const installed = findApache();
  const ours = (['zab', 'raft', 'paxos'] as const).map((core) => ownServer(core));
  return installed === null ? ours : [apacheServer(installed), ...ours];
}

function ownServer(core: string): Rival {
  const script = fileURLToPath(new URL('./serve.mjs', import.meta.url));
  return {
    name: core,
    start: async (servers, compactEvery) => {
      const directory = await mkdtemp(join(tmpdir(), 'menagerie-bench-'));
      const ports = await freePorts(servers * 2);
      const clientPorts = ports.slice(0, servers);
      const peers = ports.slice(servers).map((port) => ({ host: '127.0.0.1', port }));
      const starts = clientPorts.map((clientPort, self) => () => {
        const ensemble = servers === 1 ? {} : { self, peers };
        const data = join(directory, `${self}`);
        const options = { core, clientPort, directory: data, compactEvery, ...ensemble };
        return spawn(process.execPath, [script, JSON.stringify(options)], {
          stdio: ['ignore', 'inherit', 'inherit'],
        });
      });
      return ensembleOf(starts, clientPorts, directory);
    },
  };
}

function apacheServer({ java, classpath }: Installed): Rival {
  return {
    name: 'Apache',
    start: async (servers, snapshotEvery) => {
      const directory = await mkdtemp(join(tmpdir(), 'menagerie-bench-'));
      const ports = await freePorts(servers * 3);
      const at = (kind: number, server: number): number => ports[kind * servers + server] ?? 0;
      const members = Array.from(
        { length: servers },
        (_, self) => `server.${self + 1}=127.0.0.1:${at(1, self)}:${at(2, self)}`,
      );
      const starts: (() => ChildProcess)[] = [];
      for (let self = 0; self < servers; self += 1) {
        const data = join(directory, `${self}`);
        await mkdir(data);
        await writeFile(join(data, 'myid'), `${self + 1}`);
        const config = join(directory, `${self}.cfg`);
        const lines = [
          'tickTime=2000',
          'initLimit=10',
          'syncLimit=5',
          `dataDir=${data}`,
          `clientPort=${at(0, self)}`,
          'clientPortAddress=127.0.0.1',
          'maxClientCnxns=0',
          'admin.enableServer=false',
          '4lw.commands.whitelist=srvr',
          ...(servers === 1 ? [] : members),
        ];
        await writeFile(config, `${lines.join('\n')}\n`);
        const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
        const every = snapshotEvery === undefined ? [] : [`-Dzookeeper.snapCount=${snapshotEvery}`];
        const options = ['-Xmx1g', ...every, '-cp', classpath, main, config];
        starts.push(() => spawn(java, options, { stdio: 'ignore' }));
      }
      return ensembleOf(starts, ports.slice(0, servers), directory);
    },
  };
}

function ensembleOf(
  starts: readonly (() => ChildProcess)[],
  ports: readonly number[],
  directory: string,
): Ensemble {
  const started = (server: number) => {
    const child = starts[server]?.();
    if (child === undefined) throw new RangeError(`there is no server ${server}`);
    return { child, ended: new Promise<void>((resolve) => child.once('exit', () => resolve())) };
  };
  const running = starts.map((_, server) => started(server));
  return {
    ports,
    get pids() {
      return running.flatMap(({ child }) => (child.pid === undefined ? [] : [child.pid]));
    },
    signal: (server, signal) => running[server]?.child.kill(signal),
    restart: async (server) => {
      await running[server]?.ended;
      running[server] = started(server);
    },
    close: async () => {
      for (const { child } of running) child.kill('SIGKILL');
      await Promise.all(running.map(({ ended }) => ended));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

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
  // What npm's users run as `menagerie-server`.
  const program = fileURLToPath(new URL('../dist/bundle/bin.cjs', import.meta.url));
  return {
    name: core,
    start: async (servers, snapshotEvery) => {
      const every = snapshotEvery === undefined ? [] : [`snapCount=${snapshotEvery}`];
      const places = await placesFor(servers, [`core=${core}`, ...every]);
      // Apache's has no log here either.
      const options = ['--log-level', 'silent'];
      return ensembleOf(places, (config) =>
        spawn(process.execPath, [program, config, ...options], {
          stdio: ['ignore', 'inherit', 'inherit'],
          // As `zkServer.sh` and `menagerie up` start it.
          env: { MALLOC_ARENA_MAX: '1', ...process.env },
        }),
      );
    },
  };
}

function apacheServer({ java, classpath }: Installed): Rival {
  const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
  return {
    name: 'Apache',
    start: async (servers, snapshotEvery) => {
      const places = await placesFor(servers, []);
      const every = snapshotEvery === undefined ? [] : [`-Dzookeeper.snapCount=${snapshotEvery}`];
      return ensembleOf(places, (config) =>
        spawn(java, ['-Xmx1g', ...every, '-cp', classpath, main, config], { stdio: 'ignore' }),
      );
    },
  };
}

/** Where the servers of an ensemble are, and what each is told: the same for all rivals. */
interface Places {
  readonly directory: string;
  readonly clientPorts: readonly number[];
  /** A `zoo.cfg` each. */
  readonly configs: readonly string[];
}

async function placesFor(servers: number, more: readonly string[]): Promise<Places> {
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-bench-'));
  const ports = await freePorts(servers * 3);
  const at = (kind: number, server: number): number => ports[kind * servers + server] ?? 0;
  const ids = Array.from({ length: servers }, (_, self) => self);
  const members = ids.map((self) => `server.${self + 1}=127.0.0.1:${at(1, self)}:${at(2, self)}`);
  const configs = ids.map(async (self) => {
    const data = join(directory, `${self}`);
    await mkdir(data);
    await writeFile(join(data, 'myid'), `${self + 1}`);
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
      ...more,
    ];
    const config = join(directory, `${self}.cfg`);
    await writeFile(config, `${lines.join('\n')}\n`);
    return config;
  });
  return { directory, clientPorts: ports.slice(0, servers), configs: await Promise.all(configs) };
}

function ensembleOf(
  { directory, clientPorts, configs }: Places,
  start: (config: string) => ChildProcess,
): Ensemble {
  const started = (server: number) => {
    const child = start(configs[server] ?? '');
    return { child, ended: new Promise<void>((resolve) => child.once('exit', () => resolve())) };
  };
  const running = configs.map((_, server) => started(server));
  return {
    ports: clientPorts,
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

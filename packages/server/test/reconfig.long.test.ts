import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode } from '@menagerie/jute';
import type { CoreName } from '@menagerie/server';
import { expect, it, onTestFinished } from 'vitest';
import { CORES, freePorts } from './helpers/ensemble.ts';
import { requestOf } from './helpers/growing.ts';
import { Process } from './helpers/process.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** Server processes with a `zoo.cfg` each, which keep strangers out by a secret. */
class Fleet {
  readonly #core: CoreName;
  readonly #directory: string;
  readonly #ports: readonly number[];
  readonly #running = new Map<number, { readonly process: Process; readonly port: number }>();

  constructor(core: CoreName, directory: string, ports: readonly number[]) {
    this.#core = core;
    this.#directory = directory;
    this.#ports = ports;
  }

  lineOf(id: number, rest = 'participant'): string {
    const [port, election] = this.#ports.slice(2 * id - 2);
    return `server.${id}=127.0.0.1:${port}:${election}:${rest}`;
  }

  config(id: number): string {
    return join(this.#directory, `${id}`, 'zoo.cfg');
  }

  /** Writes its file; who is not among the first has itself as an observer in it. */
  async make(id: number, first: readonly number[]): Promise<void> {
    const dataDir = join(this.#directory, `${id}`);
    await mkdir(dataDir, { recursive: true });
    const own = first.includes(id) ? [] : [this.lineOf(id, 'observer')];
    const lines = [
      `dataDir=${dataDir}`,
      'clientPort=0',
      'clientPortAddress=127.0.0.1',
      `core=${this.#core}`,
      'skipACL=true',
      'reconfigEnabled=true',
      'peerSecret=nobody knows',
      // Five processes at once are much for a slow machine: a short silence says little there.
      'silenceMs=2000',
      ...first.map((each) => this.lineOf(each)),
      ...own,
    ];
    await writeFile(this.config(id), `${lines.join('\n')}\n`);
    await writeFile(join(dataDir, 'myid'), `${id}\n`);
  }

  async start(id: number): Promise<void> {
    const process = new Process(this.config(id));
    const { clientPort } = await process.said('listening');
    this.#running.set(id, { process, port: Number(clientPort) });
  }

  async end(id: number, signal: NodeJS.Signals): Promise<void> {
    const running = this.#running.get(id);
    this.#running.delete(id);
    running?.process.child.kill(signal);
    await running?.process.ended;
  }

  portsOf(): readonly number[] {
    return [...this.#running.values()].map(({ port }) => port);
  }

  portOf(id: number): number {
    return this.#running.get(id)?.port ?? 0;
  }

  /** Does something with a session, and again where that is lost. */
  async as<T>(
    act: (client: RawClient) => Promise<T | null>,
    only: number | null = null,
  ): Promise<T> {
    for (let nth = 0; ; nth += 1) {
      const ports = only === null ? this.portsOf() : [this.portOf(only)];
      const client = RawClient.dial(ports[nth % ports.length] ?? 0);
      try {
        const done = (await client.greet()) === null ? null : await act(client);
        if (done !== null) return done;
      } finally {
        client.vanish();
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async reconfig(asked: Parameters<typeof requestOf>[0]): Promise<string> {
    return await this.as(async (client) => {
      const reply = await client.tryAsk('reconfig', requestOf(asked));
      if (reply === null) return null;
      if (reply.type === 'done') return new TextDecoder().decode(reply.body.data ?? undefined);
      const { reconfigInProgress, newConfigNoQuorum } = ErrorCode;
      if (reply.err === reconfigInProgress || reply.err === newConfigNoQuorum) return null;
      throw new Error(`it was refused: ${reply.err}`);
    });
  }
}

/** Writes one znode after the other until it is told to stop. @returns those that were answered */
async function load(fleet: Fleet, isOver: () => boolean, written: string[]): Promise<void> {
  while (!isOver()) {
    await fleet.as(async (client) => {
      while (!isOver()) {
        const path = `/w${written.length}`;
        const body = { path, data: Uint8Array.of(1), acl: OPEN, flags: 0 };
        const reply = await client.tryAsk('create', body);
        if (reply === null) return null;
        // An attempt before may have come through.
        const isThere = reply.type === 'done' || reply.err === ErrorCode.nodeExists;
        if (!isThere) throw new Error(`${path} was refused: ${reply.err}`);
        written.push(path);
      }
      return true;
    });
  }
}

it.each(CORES)(
  'processes on %s become five of three and three of five under load, and lose nothing',
  async (core) => {
    const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true, maxRetries: 10 }));
    const fleet = new Fleet(core, directory, await freePorts(10));
    const first = [1, 2, 3];
    for (const id of [1, 2, 3, 4, 5]) await fleet.make(id, first);
    await Promise.all(first.map((id) => fleet.start(id)));
    const written: string[] = [];
    let isOver = false;
    const writing = load(fleet, () => isOver, written);
    const more = async (count: number): Promise<void> => {
      const enough = written.length + count;
      while (written.length < enough) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await more(40);

    await Promise.all([4, 5].map((id) => fleet.start(id)));
    const joiningServers = [4, 5].map((id) => fleet.lineOf(id, 'participant;2181')).join(',');
    expect(await fleet.reconfig({ joiningServers })).toMatch(/^server\.5=/m);
    await more(40);
    // By what it wrote down itself.
    await fleet.end(3, 'SIGKILL');
    await fleet.start(3);
    await more(40);

    const shrunk = await fleet.reconfig({ leavingServers: '1,2' });
    expect(shrunk.match(/^server\.\d/gm)).toEqual(['server.3', 'server.4', 'server.5']);
    await fleet.end(1, 'SIGTERM');
    await fleet.end(2, 'SIGKILL');
    await more(40);
    isOver = true;
    await writing;

    for (const id of [3, 4, 5]) {
      const missing = await fleet.as(async (client) => {
        if ((await client.tryAsk('sync', { path: '/' })) === null) return null;
        const body = { path: '/', watch: false };
        const reply = await client.tryAsk('getChildren', body);
        if (reply?.type !== 'done') return null;
        const there = new Set(reply.body.children ?? []);
        return written.filter((path) => !there.has(path.slice(1)));
      }, id);
      expect(missing, `server ${id} of ${written.length} writes`).toEqual([]);
      const config = await readFile(fleet.config(id), 'utf8');
      expect(config).toMatch(/^dynamicConfigFile=.*zoo\.cfg\.dynamic\.[0-9a-f]+$/m);
    }
  },
);

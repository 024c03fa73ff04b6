import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import type { ServerOptions } from '@menagerie/server/node';
import { Member } from '../../cli/src/ensemble/member.ts';
import { FaultProxy } from '../../client/test/helpers/fault-proxy.ts';
import { freePorts } from '../test/helpers/ensemble.ts';
import { LONG_MS } from './client.ts';
import type { ProcessArguments } from './process/main.ts';

/** What servers to start. */
export interface ServersOptions {
  readonly core: CoreName;
  readonly count: number;
  readonly directory: string;
  /** See `bundleInto`. */
  readonly program: string;
  readonly process: ProcessArguments;
  /** Of each server, where it is to be otherwise than in a campaign. */
  readonly own?: ServerOptions;
}

/** One way from a server to another. */
export interface Way {
  readonly from: number;
  readonly to: number;
}

const HOST = '127.0.0.1';
/** So short that sessions expire, and logs are cut, within a run of seconds. */
const SHORT: ServerOptions = {
  tickMs: 100,
  maxSessionMs: LONG_MS,
  compactEvery: 150,
  words: ['*'],
};
/** Of what a server logs so many lines are kept. */
const MOST_LINES = 2000;
const RETRY_MS = 50;
const MOST_STARTS = 600;

/** Server processes, each pair with a network of its own in each direction. */
export class Servers {
  readonly members: readonly Member[];
  /** What each of them logged, and what became of it. */
  readonly lines: readonly string[][];
  /** Why servers could not be started; empty if all could. */
  readonly refused: string[] = [];
  readonly #proxies: readonly (readonly (FaultProxy | null)[])[];

  private constructor(
    { core, directory, program, process, own: otherwise = {} }: ServersOptions,
    ports: readonly number[],
    proxies: readonly (readonly (FaultProxy | null)[])[],
  ) {
    this.#proxies = proxies;
    this.lines = ports.map(() => []);
    this.members = ports.map((own, self) => {
      const peers = ports.map((_, peer) => ({
        host: HOST,
        port: proxies[self]?.[peer]?.clientPort ?? own,
      }));
      const place = { self, peers, directory: join(directory, `server-${self + 1}`) };
      return new Member(
        self + 1,
        { ...SHORT, ...otherwise, core, host: HOST, clientPort: 0, ...place },
        {
          changed: ({ state }) => this.#note(self, JSON.stringify(state)),
          line: (_, line) => this.#note(self, line),
          lost: () => this.#note(self, 'it ended without having been told to'),
        },
        { file: program, args: [JSON.stringify({ ...process, seed: process.seed + self })] },
      );
    });
  }

  /** All listen when this returns. */
  static async start(options: ServersOptions): Promise<Servers> {
    const ports = await freePorts(options.count);
    const proxies = await Promise.all(
      ports.map((_, from) =>
        Promise.all(ports.map(async (port, to) => (from === to ? null : FaultProxy.open(port)))),
      ),
    );
    const servers = new Servers(options, ports, proxies);
    await Promise.all(servers.members.map((_, server) => servers.start(server)));
    return servers;
  }

  get clientPorts(): readonly number[] {
    return this.members.map(({ clientPort }) => clientPort);
  }

  /** Who says that it leads, if one does. */
  get leader(): number | null {
    const found = this.members.findIndex(
      ({ state }) => state.type === 'running' && state.role === 'leading',
    );
    return found < 0 ? null : found;
  }

  /** Also where its ports are taken for a moment, by a connection of somebody else. */
  async start(server: number): Promise<void> {
    let why = '';
    for (let i = 0; i < MOST_STARTS; i += 1) {
      try {
        await this.members[server]?.start();
        return;
      } catch (error) {
        why = String(error);
        this.#note(server, why);
        if (!isPassing(why)) break;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.refused.push(why);
  }

  /** Nothing arrives any more that is sent this way; whoever sends does not notice. */
  cut(ways: readonly Way[]): void {
    for (const proxy of this.#on(ways)) proxy.hold();
  }

  /** @param late whether what was sent meanwhile still arrives; else the connections break */
  heal(ways: readonly Way[], late: boolean): void {
    for (const proxy of this.#on(ways)) {
      if (!late) proxy.cut('reset');
      proxy.pass();
    }
  }

  /** Ends all, however they are. */
  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.kill()));
    await Promise.all(this.#proxies.flat().map(async (proxy) => proxy?.close()));
  }

  #on(ways: readonly Way[]): FaultProxy[] {
    return ways.flatMap(({ from, to }) => this.#proxies[from]?.[to] ?? []);
  }

  #note(server: number, line: string): void {
    const lines = this.lines[server];
    if (lines === undefined || lines.length >= MOST_LINES) return;
    lines.push(`${Math.round(performance.now())} ${line}`);
  }
}

/** Whether a start is worth another attempt: another fault has killed it, or a port is taken. */
function isPassing(why: string): boolean {
  return why.includes('by SIGKILL') || why.includes('is taken');
}

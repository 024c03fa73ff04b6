import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@menagerie/client';
import { connect } from '@menagerie/client/node';
import type { CoreName } from '@menagerie/server';
import { Servers } from '../../server/campaign/servers.ts';
import { Random } from '../../server/test/helpers/random.ts';
import { serving, word } from '../../server/test/helpers/word.ts';
import { type Follower, follow, plant, shouldShow, write, writeLast } from './follower.ts';
import { Deeds, holdAgain, numberIn } from './holder.ts';

/** What to put under load. */
export interface LoadOptions {
  readonly core: CoreName;
  readonly locks: number;
  readonly caches: number;
  /** So often a server is killed and started again, one after the other. */
  readonly kills: number;
  /** From one kill to the next, unless the server takes longer to listen again. */
  readonly everyMs: number;
  readonly seed: number;
  /** Of servers: see `bundleInto`. */
  readonly program: string;
  readonly directory: string;
}

/** What came of it. */
export interface LoadReport {
  readonly deeds: Deeds;
  /** How often a client has lost its connection. */
  readonly suspended: number;
  readonly killedForMs: number;
  /** Watches that servers had ahead of the first recipe, and behind the last one. */
  readonly watches: { readonly before: number; readonly after: number };
  /** What does not hold, in sentences; empty where all does. */
  readonly broken: readonly string[];
}

const WRITERS = 3;
/** No machine is so slow that a session ends by silence. */
const SESSION_MS = 600_000;

/**
 * Holders of one lock and caches of one tree on three server processes, of which one after the other
 * is killed and started again.
 */
export async function underLoad(options: LoadOptions): Promise<LoadReport> {
  const { core, seed, program, directory } = options;
  const servers = await Servers.start({
    core,
    count: 3,
    directory,
    program,
    process: { seed, syncMs: 0, leakPercent: 0, mistake: '' },
    // All clients are at one address here, and on a machine that others share.
    own: { limits: { perAddress: 0 }, tickMs: 2000, maxSessionMs: SESSION_MS },
  });
  try {
    return await new Load(options, servers).run();
  } finally {
    await servers.close();
  }
}

class Load {
  readonly #options: LoadOptions;
  readonly #servers: Servers;
  readonly #clients: Client[] = [];
  readonly #deeds = new Deeds();
  readonly #broken: string[] = [];
  #suspended = 0;

  constructor(options: LoadOptions, servers: Servers) {
    this.#options = options;
    this.#servers = servers;
  }

  async run(): Promise<LoadReport> {
    const { locks, caches, seed } = this.#options;
    const deeds = this.#deeds;
    const judge = await this.#connect();
    await judge.create('/ledger', '0');
    await plant(judge);
    const before = await this.#watches();
    const isOver = (): boolean => deeds.isOver;
    const writing = times(WRITERS, async (nth) =>
      write(await this.#connect(), new Random(seed + nth), isOver),
    );
    const holding = times(locks, () => holdAgain(() => this.#connect(), deeds));
    const followers = await Promise.all(
      times(caches, async (nth) => follow(await this.#connect(), nth)),
    );
    const killedForMs = await Promise.race([
      this.#killAll(),
      // They do not end before all is over: only by what should not be thrown.
      ...[...writing, ...holding].map(async (working) => {
        await working;
        return never();
      }),
    ]);
    deeds.isOver = true;
    await Promise.all([...writing, ...holding]);
    await this.#judgeLocks(judge);
    await this.#judgeCaches(judge, followers);
    await Promise.all(followers.map((follower) => follower.close()));
    const after = await this.#watches();
    if (after !== before) this.#broken.push(`servers have ${after} watches, not ${before}`);
    await Promise.all(this.#clients.map((client) => client.close()));
    const watches = { before, after };
    return { deeds, suspended: this.#suspended, killedForMs, watches, broken: this.#broken };
  }

  async #killAll(): Promise<number> {
    const { kills, everyMs } = this.#options;
    const began = performance.now();
    for (let nth = 0; nth < kills; nth += 1) {
      await until(began + nth * everyMs);
      const server = nth % 3;
      await this.#servers.members[server]?.kill();
      await this.#servers.start(server);
    }
    await until(began + kills * everyMs);
    return performance.now() - began;
  }

  async #judgeLocks(judge: Client): Promise<void> {
    const { applied, unknown, tokens } = this.#deeds;
    const { data, stat } = await judge.get('/ledger', { linearizable: true });
    const counted = numberIn(data);
    if (applied === 0) this.#broken.push('nobody has come to an effect');
    if (stat.version !== counted) {
      this.#broken.push(`the ledger says ${counted} and was written ${stat.version} times`);
    }
    if (counted < applied || counted > applied + unknown) {
      this.#broken.push(`the ledger says ${counted}, not ${applied} to ${applied + unknown}`);
    }
    const late = tokens.findIndex((token, at) => at > 0 && token <= (tokens[at - 1] ?? 0n));
    if (late !== -1)
      this.#broken.push(`effect ${late} has the token ${tokens[late]}, no later one`);
    const { children } = await judge.getChildren('/lock');
    if (children.length > 0) this.#broken.push(`claims are left: ${children.join(', ')}`);
  }

  async #judgeCaches(judge: Client, followers: readonly Follower[]): Promise<void> {
    await writeLast(judge);
    for (const [nth, follower] of followers.entries()) {
      const [shown, should] = [await follower.end(), await shouldShow(judge, nth)];
      if (isDeepStrictEqual(shown, should)) continue;
      const text = (map: ReadonlyMap<string, string>): string => JSON.stringify([...map]);
      this.#broken.push(`cache ${nth} shows ${text(shown)}, not ${text(should)}`);
    }
  }

  async #connect(): Promise<Client> {
    const hosts = this.#servers.clientPorts.map((port) => `127.0.0.1:${port}`).join();
    const client = await connect(hosts, {
      sessionTimeoutMs: SESSION_MS,
      connectWithinMs: SESSION_MS,
    });
    client.onState(({ type }) => {
      if (type === 'suspended') this.#suspended += 1;
    });
    this.#clients.push(client);
    return client;
  }

  /** Of all servers, once each serves. */
  async #watches(): Promise<number> {
    const said = await Promise.all(
      this.#servers.clientPorts.map(async (port) => {
        await serving(port);
        return word(port, 'wchs');
      }),
    );
    return said.reduce((sum, text) => sum + Number(/Total watches:(\d+)/.exec(text)?.[1]), 0);
  }
}

function times<T>(count: number, make: (nth: number) => T): T[] {
  return Array.from({ length: count }, (_, nth) => make(nth));
}

function until(when: number): Promise<void> {
  const ms = Math.max(0, when - performance.now());
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function never(): Promise<never> {
  return new Promise(() => {});
}

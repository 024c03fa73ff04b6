import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import { onTestFinished } from 'vitest';
import { type Links, links } from './linked.ts';
import { Process } from './process.ts';
import { word } from './word.ts';

/** So that sessions live long: a machine may be held up for a while. */
const TICK_MS = 10_000;
/** Between two looks at who leads. */
const PAUSE_MS = 10;

/** A server process of an ensemble. */
interface Member {
  readonly process: Process;
  readonly port: number;
}

/** An ensemble of processes on disks of their own, with proxies between them. */
export class Fleet {
  readonly core: CoreName;
  readonly links: Links;
  readonly #place: string;
  readonly #members: Member[] = [];

  private constructor(core: CoreName, between: Links, place: string) {
    this.core = core;
    this.links = between;
    this.#place = place;
  }

  /** They end with the test, and their disks with them. */
  static async start(core: CoreName, size: number): Promise<Fleet> {
    const place = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(place, { recursive: true, maxRetries: 5 }));
    const fleet = new Fleet(core, await links(size), place);
    await Promise.all(Array.from({ length: size }, (_, at) => fleet.restart(at)));
    return fleet;
  }

  get size(): number {
    return this.#members.length;
  }

  port(at: number): number {
    return this.#members[at]?.port ?? 0;
  }

  disk(at: number): string {
    return join(this.#place, String(at));
  }

  /** Starts a server, the first time or again, and waits until it listens. */
  async restart(at: number): Promise<void> {
    const { core, links: between } = this;
    const peers = between.peersOf(at).map(({ host, port }) => `${host}:${port}`);
    const asked = {
      core,
      tick: TICK_MS,
      port: 0,
      data: this.disk(at),
      self: at,
      peers: peers.join(','),
    };
    const process = new Process(
      ...Object.entries(asked).map(([key, value]) => `--${key}=${value}`),
    );
    const { clientPort } = await process.said('listening');
    this.#members[at] = { process, port: Number(clientPort) };
  }

  /** What a server logs, once it does. */
  async said(at: number, message: string): Promise<void> {
    await this.#members[at]?.process.said(message);
  }

  async kill(at: number): Promise<void> {
    this.signal(at, 'SIGKILL');
    await this.#members[at]?.process.ended;
  }

  signal(at: number, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#members[at]?.process.child.kill(signal);
  }

  /** Waits until one of some servers leads and the others follow it, and says which. */
  async leader(among: readonly number[] = [...this.#members.keys()]): Promise<number> {
    for (;;) {
      const modes = await Promise.all(among.map((at) => this.mode(at)));
      const leading = modes.indexOf('leader');
      if (leading >= 0 && modes.filter((mode) => mode === 'follower').length === among.length - 1) {
        return among[leading] ?? 0;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** Whether some file on its disk has these letters. */
  async hasWritten(at: number, letters: string): Promise<boolean> {
    const entries = await readdir(this.disk(at), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      // Logs are cut short, and their files go.
      const content = await readFile(path).catch(() => Buffer.of());
      if (content.includes(letters)) return true;
    }
    return false;
  }

  /** `leader`, `follower`, `observer`; null for a server that serves nobody. */
  async mode(at: number): Promise<string | null> {
    const said = await word(this.port(at), 'srvr').catch(() => '');
    return /^Mode: (.*)$/m.exec(said)?.[1] ?? null;
  }
}

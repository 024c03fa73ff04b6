import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, type ServerOptions, startServer } from '@menagerie/server/node';
import { onTestFinished } from 'vitest';
import { freePorts } from './servers.ts';

/** Three servers with disks, which fall and rise again. */
export class Ensemble {
  readonly listening: readonly { readonly clientPort: number }[];
  readonly #home: string;
  readonly #options: ServerOptions;
  readonly #peers: readonly { readonly host: string; readonly port: number }[];
  readonly #running: (RunningServer | null)[] = [null, null, null];

  private constructor(home: string, ports: readonly number[], options: ServerOptions) {
    this.#home = home;
    this.#options = options;
    this.#peers = ports.slice(0, 3).map((port) => ({ host: '127.0.0.1', port }));
    this.listening = ports.slice(3).map((clientPort) => ({ clientPort }));
  }

  static async start(options: ServerOptions = {}): Promise<Ensemble> {
    const home = await mkdtemp(join(tmpdir(), 'menagerie-load-'));
    const ensemble = new Ensemble(home, await freePorts(6), options);
    onTestFinished(() => ensemble.#remove());
    await Promise.all([0, 1, 2].map((self) => ensemble.rise(self)));
    return ensemble;
  }

  async rise(self: number): Promise<void> {
    this.#running[self] = await startServer({
      ...this.#options,
      self,
      peers: this.#peers,
      clientPort: this.listening[self]?.clientPort ?? 0,
      directory: join(this.#home, String(self)),
    });
  }

  async fall(self: number): Promise<void> {
    const server = this.#running[self] ?? null;
    this.#running[self] = null;
    await server?.close();
  }

  async #remove(): Promise<void> {
    await Promise.all([0, 1, 2].map((self) => this.fall(self)));
    await rm(this.#home, { recursive: true });
  }
}

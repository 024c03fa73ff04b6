import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { filesOf } from './helpers/by-files.ts';
import { Process } from './helpers/process.ts';
import { RawClient } from './helpers/raw-client.ts';
import { word } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const LEADS = 'this server leads';

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Server processes by their numbers, each from a zoo.cfg of its own. */
class Ensemble {
  readonly #files: readonly string[];
  readonly #running = new Map<number, Process>();

  private constructor(files: readonly string[]) {
    this.#files = files;
  }

  static async of(count: number, ...keys: readonly string[]): Promise<Ensemble> {
    const ensemble = new Ensemble(await filesOf(count, keys));
    for (let id = 1; id <= count; id += 1) ensemble.start(id);
    return ensemble;
  }

  file(id: number): string {
    return this.#files[id - 1] ?? '';
  }

  start(id: number): Process {
    const process = new Process(this.file(id));
    this.#running.set(id, process);
    return process;
  }

  async kill(...ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      const process = this.#running.get(id);
      this.#running.delete(id);
      process?.child.kill('SIGKILL');
      await process?.ended;
    }
  }

  /** The numbers of those that led at any time, of those that run. */
  get led(): readonly number[] {
    const hasLed = (process: Process): boolean => process.lines.some(({ msg }) => msg === LEADS);
    return [...this.#running].flatMap(([id, process]) => (hasLed(process) ? [id] : []));
  }

  get leads(): number {
    const lines = [...this.#running.values()].flatMap((process) => process.lines);
    return lines.filter(({ msg }) => msg === LEADS).length;
  }

  /** What each that runs is; null for one that serves nobody. */
  async modes(): Promise<(string | null)[]> {
    const ports = [...this.#running.values()].map(async (process) => {
      const { clientPort } = await process.said('listening');
      const said = await word(Number(clientPort), 'srvr').catch(() => '');
      return /^Mode: (.*)$/m.exec(said)?.[1] ?? null;
    });
    return await Promise.all(ports);
  }

  /** Creates a znode, wherever somebody serves. */
  async write(path: string): Promise<void> {
    for (;;) {
      for (const process of this.#running.values()) {
        const { clientPort } = await process.said('listening');
        const client = RawClient.dial(Number(clientPort));
        const body = { path, data: null, acl: OPEN, flags: 0 };
        const isOpen = (await client.greet()) !== null;
        const reply = isOpen ? await client.tryAsk('create', body) : null;
        client.vanish();
        // An attempt before may have come through.
        if (reply?.type === 'done' || (reply?.type === 'failed' && reply.err === -110)) return;
      }
      await soon();
    }
  }
}

describe('five server processes in two groups', () => {
  it('write as long as both groups have more than half of their weight, and no longer', async () => {
    const groups = ['group.1=1:2:3', 'group.2=4:5', 'weight.3=0', 'weight.4=2', 'weight.5=1'];
    const five = await Ensemble.of(5, 'silenceMs=300', '4lw.commands.whitelist=*', ...groups);
    await five.write('/all');

    // Two of five, of which one counts for nothing and the other for a third of its group.
    await five.kill(3, 5);
    await five.write('/without-three-and-five');

    five.start(3);
    five.start(5);
    await five.write('/all-again');

    // One of five, which has two thirds of its group: four of five are no quorum.
    await five.kill(4);
    while ((await five.modes()).some((mode) => mode !== null)) await soon();
    const before = five.leads;
    await five.kill(3);
    five.start(3);
    while ((await five.modes()).length < 4) await soon();
    expect(five.leads).toBe(before);

    five.start(4);
    await five.write('/with-four');
    // Whoever weighs nothing never leads.
    expect(five.led).not.toContain(3);
  });
});

describe('an ensemble that nobody can reconfigure', () => {
  it('does not start with other weights than it began with', async () => {
    const three = await Ensemble.of(3, 'group.1=1:2:3', 'weight.1=3');
    await three.write('/begun');
    await three.kill(1);
    const file = three.file(1);
    await writeFile(file, (await readFile(file, 'utf8')).replace('weight.1=3', 'weight.1=1'));
    const again = three.start(1);
    expect(await again.ended).toBe(1);
    expect(JSON.stringify(await again.said('cannot start'))).toContain(
      'began, group.1=1:2:3 weight.1=3 weight.2=1 weight.3=1: write those',
    );
  });
});

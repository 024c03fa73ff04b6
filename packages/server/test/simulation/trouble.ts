import type { Machine } from './machine.ts';
import type { Network } from './network.ts';

/** How often each kind of trouble comes, of all moments in which there is some. */
const KINDS = [
  'kill',
  'kill',
  'lose-power',
  'lose-power',
  'lose-all-power',
  'pause',
  'pause',
  'part-one',
  'part-half',
  'deafen',
  'cut-link',
  'slow-disk',
  'full-disk',
  'heal',
  'start',
  'start',
  'start',
] as const;

export type Kind = (typeof KINDS)[number];

/** What goes wrong with machines and the network between them, as a seed draws it. */
export class Trouble {
  readonly #network: Network;
  readonly #machines: readonly [Machine, ...Machine[]];
  /** How often each came. */
  readonly counts = new Map<Kind, number>();

  constructor(network: Network, machines: readonly [Machine, ...Machine[]]) {
    this.#network = network;
    this.#machines = machines;
  }

  /** Something happens. */
  strike(): void {
    const { timeline } = this.#network;
    const kind = timeline.pick(KINDS);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    const one = timeline.pick(this.#machines);
    switch (kind) {
      case 'kill':
        one.kill();
        break;
      case 'lose-power':
        one.losePower();
        break;
      case 'lose-all-power':
        for (const machine of this.#machines) machine.losePower();
        for (const machine of this.#machines) machine.start();
        break;
      case 'pause':
        one.pause();
        timeline.after(timeline.random() * 3000, () => one.resume());
        break;
      case 'part-one':
        this.#part([one]);
        break;
      case 'part-half':
        this.#part(this.#machines.filter(() => timeline.random() < 0.5));
        break;
      case 'deafen':
        for (const { name } of this.#machines) this.#network.cut(name, one.name);
        break;
      case 'cut-link':
        this.#cut(one, timeline.pick(this.#machines));
        break;
      case 'slow-disk':
        one.syncMs = 200;
        timeline.after(timeline.random() * 3000, () => {
          one.syncMs = 4;
        });
        break;
      case 'full-disk':
        one.fill();
        timeline.after(timeline.random() * 2000, () => one.empty());
        break;
      case 'heal':
        this.#network.heal();
        break;
      case 'start':
        for (const machine of this.#machines) machine.start();
    }
  }

  /** From now on everything is as it should be. */
  end(): void {
    this.#network.heal();
    for (const machine of this.#machines) {
      machine.resume();
      machine.start();
      machine.empty();
      machine.syncMs = 4;
    }
  }

  #part(some: readonly Machine[]): void {
    for (const inside of some) {
      for (const outside of this.#machines) if (!some.includes(outside)) this.#cut(inside, outside);
    }
  }

  #cut(a: Machine, b: Machine): void {
    if (a === b) return;
    this.#network.cut(a.name, b.name);
    this.#network.cut(b.name, a.name);
  }
}

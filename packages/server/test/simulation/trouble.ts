import type { Machine } from './machine.ts';
import type { Network } from './network.ts';

/** How often each kind of trouble comes, of all moments in which there is some. */
const MIXED = [
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
  'slow-links',
  'slow-disk',
  'slow-disks',
  'full-disk',
  'heal',
  'heal',
  'start',
  'start',
  'start',
] as const;

export type Kind = (typeof MIXED)[number];

/**
 * What a day is like.
 *
 * - `mixed`: anything goes wrong.
 * - `late`: one server lags behind, and clients come and go.
 * - `dark`: disks are slow, and whatever they have not yet is lost.
 */
export type DayName = 'mixed' | 'late' | 'dark';

/** As often as they come. */
export const DAYS: readonly [DayName, ...DayName[]] = ['mixed', 'mixed', 'late', 'dark'];

interface Day {
  readonly kinds: readonly [Kind, ...Kind[]];
  /** How often something happens to a client, of all moments. */
  readonly restless: number;
}

const BY_NAME: Readonly<Record<DayName, Day>> = {
  mixed: { kinds: MIXED, restless: 0.1 },
  late: { kinds: ['slow-links'], restless: 0.5 },
  dark: {
    kinds: ['slow-disks', 'slow-disks', 'lose-all-power', 'lose-power', 'start'],
    restless: 0.1,
  },
};

/** What goes wrong with machines and the network between them, as a seed draws it. */
export class Trouble {
  readonly #network: Network;
  readonly #machines: readonly [Machine, ...Machine[]];
  /** How often each came. */
  readonly counts = new Map<Kind | 'wipe', number>();
  readonly #day: Day;

  constructor(network: Network, machines: readonly [Machine, ...Machine[]], day: DayName) {
    this.#network = network;
    this.#machines = machines;
    this.#day = BY_NAME[day];
  }

  /** How often something happens to a client, of all moments. */
  get restless(): number {
    return this.#day.restless;
  }

  /** Something happens. */
  strike(): void {
    const { timeline } = this.#network;
    const kind = timeline.pick(this.#day.kinds);
    this.#count(kind);
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
        this.part([one]);
        break;
      case 'part-half':
        this.part(this.#machines.filter(() => timeline.random() < 0.5));
        break;
      case 'deafen':
        for (const { name } of this.#machines) this.#network.cut(name, one.name);
        break;
      case 'cut-link':
        this.#cut(one, timeline.pick(this.#machines));
        break;
      case 'slow-links':
        this.#holdBack();
        break;
      case 'slow-disk':
        this.#slow([one]);
        break;
      case 'slow-disks':
        this.#slow(this.#machines);
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

  /**
   * One gets an empty disk; unless as many did as the ensemble can do without, and do not vote again:
   * nothing brings back what was on the disks of a quorum.
   *
   * @param most so many
   */
  wipe(most: number): void {
    const { timeline } = this.#network;
    const lost = this.#machines.filter(({ isWhole }) => !isWhole).length;
    const one = timeline.pick(this.#machines);
    if (one.isWhole && lost >= most) return;
    this.#count('wipe');
    one.wipe();
    timeline.after(timeline.random() * 1000, () => one.start());
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

  /** Cuts some off from all others. */
  part(some: readonly Machine[]): void {
    for (const inside of some) {
      for (const outside of this.#machines) if (!some.includes(outside)) this.#cut(inside, outside);
    }
  }

  /** One that follows gets all that others say late, but not so late that it would look for a leader. */
  #holdBack(): void {
    const { timeline } = this.#network;
    const following = this.#machines.filter(({ role }) => role === 'following');
    const one = following[timeline.below(following.length)];
    this.#network.hasten();
    if (one === undefined) return;
    for (const { name } of this.#machines) this.#network.slow(name, one.name, 120);
  }

  #slow(some: readonly Machine[]): void {
    const { timeline } = this.#network;
    for (const machine of some) machine.syncMs = 150;
    timeline.after(timeline.random() * 2000, () => {
      for (const machine of some) machine.syncMs = 4;
    });
  }

  #count(kind: Kind | 'wipe'): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  #cut(a: Machine, b: Machine): void {
    if (a === b) return;
    this.#network.cut(a.name, b.name);
    this.#network.cut(b.name, a.name);
  }
}

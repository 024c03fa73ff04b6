import type { Clock } from '../driver/timers.ts';
import { Compaction, type TreeShelf } from './compaction.ts';
import { Fetcher } from './fetcher.ts';
import { type Ask, Giver } from './giver.ts';
import type { Ledger } from './ledger.ts';
import type { Restored } from './ledger-restorer.ts';
import type { Parcel } from './parcel.ts';

/** What of a log waits to be cut short is in memory: so its bytes count as well. */
const BYTES_PER_WRITE = 2048;

/** What a keeper of trees needs of its member. */
export interface TreeKeeperParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly compactEvery: number;
  readonly shelf: TreeShelf;
  /** Another number each time. */
  draw(): number;
  send(to: number, parcel: Parcel): void;
  /** The core may forget all that it delivered through an index. */
  compact(through: number): void;
  /** The tree is about to become another server's, which is further. */
  replaced(): void;
  /** It is. */
  became(): void;
}

/**
 * Trees take the place of what made them: on the disk, where the log is cut short, and between
 * servers, where one has missed what was cut off. A core knows of them by their index alone.
 */
export class TreeKeeper {
  readonly #parts: TreeKeeperParts;
  readonly #compaction: Compaction;
  readonly #giver: Giver;
  readonly #fetcher: Fetcher;

  constructor(parts: TreeKeeperParts) {
    const { ledger, clock, compactEvery, shelf } = parts;
    this.#parts = parts;
    this.#compaction = new Compaction(compactEvery, shelf, ledger.index, (through) =>
      parts.compact(through),
    );
    const send = (to: number, parcel: Parcel): void => parts.send(to, parcel);
    this.#giver = new Giver({
      clock,
      index: () => ledger.index,
      chunks: () => ledger.snapshot(),
      send,
    });
    this.#fetcher = new Fetcher({
      clock,
      draw: () => parts.draw(),
      restorer: () => ledger.restorer(),
      send,
      take: (restored) => this.#become(restored),
    });
  }

  /**
   * The core begins behind an index.
   *
   * @throws RangeError if the tree of that is not here
   */
  beginsBehind(index: number): void {
    const has = this.#parts.ledger.index;
    if (index > has) throw missing(index, has);
  }

  /** A wish was applied, of so many bytes: large ones count as several. */
  count(bytes: number): void {
    this.#compaction.count(1 + bytes / BYTES_PER_WRITE);
  }

  /** All of a proposal was applied: a moment at which the tree may be kept. */
  applied(): void {
    const { ledger } = this.#parts;
    this.#compaction.begin(ledger.index, ledger.tree.size, () => ledger.snapshot());
  }

  /**
   * Whether a message can be acted on that would have the core take over a snapshot: the tree of that
   * index must be here, and survive a crash, before the core may rely on it. What cannot be acted on
   * may be lost, and comes again.
   *
   * @param through of the snapshot in it; 0 for none
   */
  understands(from: number, through: number): boolean {
    // That it was delivered is not enough: a core may let go of its log for it all the same.
    if (through <= this.#compaction.kept) return true;
    const { ledger } = this.#parts;
    if (ledger.index < through) this.#fetcher.fetch(from, through);
    else this.#compaction.keep(ledger.index, () => ledger.snapshot());
    return false;
  }

  asked(by: number, ask: Ask): void {
    this.#giver.asked(by, ask);
  }

  /** @throws ZnodeError for bytes that no server sends */
  took(from: number, part: Extract<Parcel, { readonly type: 'part' }>): void {
    this.#fetcher.took(from, part);
  }

  /** A server cannot be reached any more. */
  gone(peer: number): void {
    this.#giver.gone(peer);
  }

  stop(): void {
    this.#giver.stop();
    this.#fetcher.stop();
  }

  /** Goes on from the tree of another server. */
  #become(restored: Restored): void {
    const { ledger } = this.#parts;
    if (restored.head.index <= ledger.index) return;
    this.#parts.replaced();
    ledger.become(restored);
    this.#parts.became();
    this.#compaction.keep(ledger.index, () => ledger.snapshot());
  }
}

function missing(through: number, index: number): RangeError {
  const needs = `the core begins behind index ${through}, and the tree on the disk ends at ${index}`;
  return new RangeError(`${needs}: empty the directory, and the others will bring all of it`);
}

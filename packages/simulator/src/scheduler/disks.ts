import type { ServerId, Shape } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import { drawUnit, Purpose } from '../draw.ts';
import type { DiskPlan } from '../scenario.ts';
import type { ServerCell } from '../world/server-cell.ts';
import type { Agenda } from './agenda.ts';

/**
 * The disks: one sync at a time each, of everything written before it began. What is written
 * meanwhile waits for the next one, as with a real group commit.
 */
export class Disks<S extends Shape> {
  /** Number of the newest batch that the sync in progress covers; 0 for an idle disk. */
  readonly #covers: number[];
  readonly #syncs: number[];

  constructor(servers: number, from?: Disks<S>) {
    const zeros = (): number[] => Array.from({ length: servers }, () => 0);
    this.#covers = from === undefined ? zeros() : from.#covers.slice();
    this.#syncs = from === undefined ? zeros() : from.#syncs.slice();
  }

  clone(): Disks<S> {
    return new Disks(this.#covers.length, this);
  }

  /** A batch was written, or a sync is over: begins the next one if the disk is idle. */
  begin(cell: ServerCell<S>, plan: DiskPlan, seed: number, agenda: Agenda<S>): void {
    const server = cell.id;
    if (this.#covers[server] !== 0) return;
    const nth = this.#syncs[server] ?? 0;
    this.#syncs[server] = nth + 1;
    this.#covers[server] = cell.written;
    const unit = drawUnit(seed, Purpose.sync, server, nth, 0);
    const ms = plan.syncMin + unit * (plan.syncMax - plan.syncMin);
    agenda.after(ms, { type: 'disk', server, upTo: cell.written });
  }

  /** What a sync that is over makes durable; nothing if a crash or a person was faster. */
  finish(cell: ServerCell<S>, upTo: number): Decision<S> | null {
    if (upTo <= cell.synced) return null;
    return { type: 'sync', server: cell.id, batches: upTo - cell.synced };
  }

  synced(cell: ServerCell<S>, plan: DiskPlan, seed: number, agenda: Agenda<S>): void {
    this.#covers[cell.id] = 0;
    if (cell.unsynced.length > 0) this.begin(cell, plan, seed, agenda);
  }

  crashed(server: ServerId): void {
    this.#covers[server] = 0;
  }
}

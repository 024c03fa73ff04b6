import type { Effect, EventId, Happening, Protocol, Shape } from '@menagerie/contract';
import type { Driver } from './driver.ts';
import type { Network } from './network.ts';
import type { GatedEffect, ServerCell } from './server-cell.ts';
import type { Tracer } from './tracer.ts';

/**
 * Carries out what a core asked for in one step.
 *
 * All records of the step are one batch, wherever among the other effects they were pushed; a gated
 * effect waits for that batch too.
 */
export class Outcome<S extends Shape> {
  /** The effects of the step in progress. Reused. */
  readonly effects: Effect<S>[] = [];
  readonly #network: Network<S>;
  readonly #protocol: Protocol<S>;
  readonly #driver: Driver<S>;
  readonly #tracer: Tracer<S> | null;

  constructor(
    network: Network<S>,
    protocol: Protocol<S>,
    driver: Driver<S>,
    tracer: Tracer<S> | null,
  ) {
    this.#network = network;
    this.#protocol = protocol;
    this.#driver = driver;
    this.#tracer = tracer;
  }

  settle(cell: ServerCell<S>, happening: Happening<S>, event: EventId, at: number): void {
    const wrote = this.#persist(cell, event, at);
    this.#driver.happened(happening);
    if (wrote) this.#driver.wrote(cell);
    const open = cell.synced === cell.written;
    for (const effect of this.effects) {
      switch (effect.type) {
        case 'persist':
          break;
        case 'arm':
          this.#arm(cell, effect, event, at);
          break;
        case 'disarm':
          this.#disarm(cell, effect.timer, event, at);
          break;
        case 'send':
        case 'deliver':
        case 'answer':
          if (open || !effect.gated) this.#letGo(cell, effect, event, -1, at);
          else this.#holdBack(cell, effect, event);
      }
    }
  }

  /** Lets go what waited for batches that are durable now, in the order in which it was asked for. */
  release(cell: ServerCell<S>, synced: EventId, at: number): void {
    let free = 0;
    for (const held of cell.held) {
      if (held.batch > cell.synced) break;
      free += 1;
    }
    if (free === 0) return;
    for (const held of cell.held.splice(0, free)) {
      this.#letGo(cell, held.effect, held.event, synced, at);
    }
  }

  #persist(cell: ServerCell<S>, event: EventId, at: number): boolean {
    let records: readonly S['record'][] | null = null;
    for (const effect of this.effects) {
      if (effect.type !== 'persist' || effect.records.length === 0) continue;
      records = records === null ? effect.records : [...records, ...effect.records];
    }
    if (records === null) return false;
    const wrote = this.#tracer?.write(at, cell.id, [event], { type: 'wrote', records }) ?? -1;
    cell.unsynced.push({ records, event: wrote });
    cell.written += 1;
    return true;
  }

  #letGo(
    cell: ServerCell<S>,
    effect: GatedEffect<S>,
    event: EventId,
    synced: EventId,
    at: number,
  ): void {
    const causes = this.#tracer === null ? [] : synced < 0 ? [event] : [event, synced];
    switch (effect.type) {
      case 'send': {
        const { to, message } = effect;
        const nth = this.#network.sent(cell.id, to);
        const sent = this.#tracer?.write(at, cell.id, causes, { type: 'sent', to, nth, message });
        this.#driver.sent(this.#network.send(cell.id, to, message, at, sent ?? -1));
        break;
      }
      case 'deliver':
        cell.delivered += 1;
        this.#tracer?.write(at, cell.id, causes, { type: 'delivered', output: effect.output });
        break;
      case 'answer': {
        const { request, answer } = effect;
        this.#tracer?.write(at, cell.id, causes, { type: 'answered', request, answer });
        this.#driver.happened({ type: 'answered', server: cell.id, request, answer });
        this.#driver.answered(cell.id, request, answer);
      }
    }
  }

  // Without this, every repeated message of a peer would add one more equal reply to the wait.
  #holdBack(cell: ServerCell<S>, effect: GatedEffect<S>, event: EventId): void {
    if (effect.type === 'send') {
      const { to, message } = effect;
      for (const { effect: other } of cell.held) {
        if (other.type !== 'send' || other.to !== to) continue;
        if (this.#protocol.schemas.message.equals(other.message, message)) return;
      }
    }
    cell.held.push({ effect, batch: cell.written, event });
  }

  #arm(
    cell: ServerCell<S>,
    effect: Extract<Effect<S>, { readonly type: 'arm' }>,
    event: EventId,
    at: number,
  ): void {
    const { timer, span } = effect;
    const dueAt = this.#driver.armed(cell, timer, span);
    const body = { type: 'armed', timer, ms: dueAt - at } as const;
    const armed = this.#tracer?.write(at, cell.id, [event], body) ?? -1;
    const fresh = { timer, armedAt: at, dueAt, event: armed };
    const place = cell.timers.findIndex((other) => other.timer === timer);
    if (place < 0) cell.timers.push(fresh);
    else cell.timers[place] = fresh;
  }

  #disarm(cell: ServerCell<S>, timer: S['timer'], event: EventId, at: number): void {
    const place = cell.timers.findIndex((armed) => armed.timer === timer);
    if (place < 0) return;
    const [armed] = cell.timers.splice(place, 1);
    this.#tracer?.write(at, cell.id, [event, armed?.event ?? -1], { type: 'disarmed', timer });
  }
}

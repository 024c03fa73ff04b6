import type {
  EventId,
  Input,
  Protocol,
  ServerId,
  Shape,
  Sink,
  WorldView,
} from '@menagerie/contract';
import type { Decision, MessageName } from '../decision.ts';
import type { CoreFailure } from './core-failure.ts';
import type { Driver } from './driver.ts';
import { dropMessage, duplicateMessage, switchLink } from './links.ts';
import { Network } from './network.ts';
import { Outcome } from './outcome.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { copyCell, createCell, type ServerCell } from './server-cell.ts';
import type { Tracer } from './tracer.ts';

/** Causes of an event where there are none, or no trace. */
const NO_CAUSES: readonly EventId[] = [];

/**
 * Servers, disks and a network as pure mechanism: no time and no chance. It goes from one state to
 * the next by applying decisions, and the same decisions lead to the same states.
 *
 * A disk keeps a prefix of the batches written, whole batches only. Effects that wait for the disk
 * are released in order; they, armed timers and what a server sent to itself die in a crash.
 */
export class World<S extends Shape> implements WorldView<S> {
  readonly config: S['config'];
  readonly protocol: Protocol<S>;
  readonly servers: ServerCell<S>[];
  readonly network: Network<S>;
  readonly tracer: Tracer<S> | null;
  /** Virtual milliseconds; only stamped on what leaves the world, never looked at. */
  at = 0;
  /** What a core threw, if one did: the run cannot go on. */
  failure: CoreFailure | null = null;
  readonly #driver: Driver<S>;
  readonly #outcome: Outcome<S>;
  readonly #sink: Sink<S>;
  #running: ServerId = 0;
  #cause: EventId = -1;

  constructor(
    protocol: Protocol<S>,
    config: S['config'],
    driver: Driver<S>,
    tracer: Tracer<S> | null,
    from?: World<S>,
  ) {
    this.config = config;
    this.protocol = protocol;
    this.tracer = tracer;
    this.#driver = driver;
    this.network = from?.network.clone() ?? new Network(config.servers);
    this.servers =
      from?.servers.slice() ??
      Array.from({ length: config.servers }, (_, id) =>
        createCell(id, protocol.blank(config, id, 0)),
      );
    this.at = from?.at ?? 0;
    this.failure = from?.failure ?? null;
    this.#outcome = new Outcome(this.network, protocol, driver, tracer);
    const outcome = this.#outcome;
    this.#sink = {
      push: (effect) => outcome.effects.push(effect),
      note: (rule, verdict) => {
        tracer?.write(this.at, this.#running, [this.#cause], { type: 'decided', rule, verdict });
      },
    };
  }

  /** Starts every server on its blank disk: the beginning, before any decision. */
  start(): void {
    for (let id = 0; id < this.servers.length; id += 1) this.#recover(this.own(id), NO_CAUSES);
  }

  /** A world that goes its own way from here. Servers are copied only once one of the two changes them. */
  clone(driver: Driver<S>, tracer: Tracer<S> | null): World<S> {
    this.share();
    return new World(this.protocol, this.config, driver, tracer, this);
  }

  /** Lets others keep the states and images of all servers: they will not change any more. */
  share(): void {
    for (const cell of this.servers) cell.shared = true;
  }

  /** Why a decision cannot be applied now; `null` where it can. */
  refusal(decision: Decision<S>): Refusal | null {
    return refusalOf(this, decision);
  }

  /** Applies a decision, or refuses it and changes nothing. */
  apply(decision: Decision<S>): Refusal | null {
    const refusal = refusalOf(this, decision);
    if (refusal !== null) return refusal;
    switch (decision.type) {
      case 'deliver':
        this.#deliver(decision);
        break;
      case 'drop':
        dropMessage(this, decision);
        break;
      case 'duplicate':
        duplicateMessage(this, this.#driver, decision);
        break;
      case 'fire':
        this.#fire(this.own(decision.server), decision.timer);
        break;
      case 'sync':
        this.#sync(this.own(decision.server), decision.batches);
        break;
      case 'crash':
        this.#crash(this.own(decision.server), decision.keep);
        break;
      case 'recover': {
        const cell = this.own(decision.server);
        this.#recover(cell, this.#after(cell.statusEvent));
        break;
      }
      case 'wipe':
        this.#wipe(this.own(decision.server));
        break;
      case 'pause':
      case 'resume':
        this.#hold(this.own(decision.server), decision.type === 'pause');
        break;
      case 'skew':
        this.own(decision.server).rate = decision.rate;
        this.#write(decision.server, NO_CAUSES, { type: 'skewed', rate: decision.rate });
        break;
      case 'cut':
      case 'mend':
        switchLink(this, decision.from, decision.to, decision.type === 'cut');
        break;
      case 'command': {
        const { server, request, command } = decision;
        const event = this.#write(server, NO_CAUSES, { type: 'command', request, command });
        this.#input(this.own(server), { type: 'command', request, command }, event);
        break;
      }
    }
    return null;
  }

  /** A server that this world may change. */
  own(id: ServerId): ServerCell<S> {
    const cell = this.servers[id];
    if (cell === undefined) throw new RangeError(`there is no server ${id}`);
    if (!cell.shared) return cell;
    const copy = copyCell(this.protocol.schemas, cell);
    this.servers[id] = copy;
    return copy;
  }

  #deliver(name: MessageName): void {
    const flight = this.network.find(name);
    if (flight === undefined) return;
    this.network.remove(flight);
    const { from, to, nth, message } = flight;
    const event =
      this.tracer === null
        ? -1
        : this.#write(to, this.#after(flight.event), { type: 'received', from, nth, message });
    this.#input(this.own(to), { type: 'message', from, message }, event);
  }

  #fire(cell: ServerCell<S>, timer: S['timer']): void {
    const at = cell.timers.findIndex((armed) => armed.timer === timer);
    const [armed] = cell.timers.splice(at, 1);
    const event = this.#write(cell.id, this.#after(armed?.event ?? -1), { type: 'timeout', timer });
    this.#input(cell, { type: 'timeout', timer }, event);
  }

  #input(cell: ServerCell<S>, input: Input<S>, event: EventId): void {
    if (cell.state === null) return;
    this.#running = cell.id;
    this.#cause = event;
    this.#outcome.effects.length = 0;
    try {
      this.protocol.step(this.config, cell.state, input, this.#sink);
    } catch (error) {
      this.failure = { server: cell.id, input: input.type, error };
      return;
    }
    this.#outcome.settle(
      cell,
      { type: 'step', server: cell.id, input, effects: this.#outcome.effects },
      event,
      this.at,
    );
  }

  #sync(cell: ServerCell<S>, batches: number): void {
    const durable = cell.unsynced.splice(0, batches);
    for (const batch of durable) this.#fold(cell, batch.records);
    cell.synced += batches;
    const causes = this.tracer === null ? NO_CAUSES : durable.map((batch) => batch.event);
    const event = this.#write(cell.id, causes, { type: 'synced', batches });
    this.#driver.happened({ type: 'durable', server: cell.id, pending: cell.unsynced.length });
    this.#outcome.release(cell, event, this.at);
  }

  // A torn batch is found by its checksum and cut off: it is as lost as those behind it.
  #crash(cell: ServerCell<S>, keep: number): void {
    const kept = cell.unsynced.slice(0, keep);
    for (const batch of kept) this.#fold(cell, batch.records);
    const lost = cell.unsynced.length - kept.length;
    // Whoever watches durability must learn that these batches did reach the disk.
    if (kept.length > 0) {
      this.#driver.happened({ type: 'durable', server: cell.id, pending: lost });
    }
    cell.unsynced = [];
    cell.synced = cell.written;
    cell.held = [];
    cell.timers = [];
    cell.state = null;
    const paused = cell.status === 'paused' ? this.#after(cell.statusEvent) : NO_CAUSES;
    cell.status = 'crashed';
    this.network.clearLocal(cell.id);
    cell.statusEvent = this.#write(cell.id, paused, { type: 'crashed', lostBatches: lost });
    this.#driver.happened({ type: 'crash', server: cell.id, wiped: false });
  }

  #wipe(cell: ServerCell<S>): void {
    cell.incarnation += 1;
    cell.image = this.protocol.blank(this.config, cell.id, cell.incarnation);
    cell.statusEvent = this.#write(cell.id, this.#after(cell.statusEvent), { type: 'wiped' });
    this.#driver.happened({ type: 'crash', server: cell.id, wiped: true });
  }

  #recover(cell: ServerCell<S>, causes: readonly EventId[]): void {
    const event = this.#write(cell.id, causes, { type: 'recovered' });
    this.#running = cell.id;
    this.#cause = event;
    this.#outcome.effects.length = 0;
    try {
      // The core gets an image of its own: what it keeps of it must not change with the disk.
      const image = this.protocol.schemas.image.clone(cell.image);
      cell.state = this.protocol.recover(this.config, cell.id, image, this.#sink);
    } catch (error) {
      this.failure = { server: cell.id, input: 'recover', error };
      return;
    }
    cell.status = 'up';
    cell.statusEvent = event;
    this.#outcome.settle(
      cell,
      { type: 'recover', server: cell.id, effects: this.#outcome.effects },
      event,
      this.at,
    );
  }

  #hold(cell: ServerCell<S>, paused: boolean): void {
    const causes = paused ? NO_CAUSES : this.#after(cell.statusEvent);
    cell.status = paused ? 'paused' : 'up';
    cell.statusEvent = this.#write(cell.id, causes, { type: paused ? 'paused' : 'resumed' });
  }

  #fold(cell: ServerCell<S>, records: readonly S['record'][]): void {
    try {
      for (const record of records) this.protocol.fold(cell.image, record);
    } catch (error) {
      this.failure = { server: cell.id, input: 'fold', error };
    }
  }

  #write(...[server, causes, body]: WriteArguments<S>): EventId {
    return this.tracer?.write(this.at, server, causes, body) ?? -1;
  }

  #after(event: EventId): readonly EventId[] {
    return this.tracer === null || event < 0 ? NO_CAUSES : [event];
  }
}

type WriteArguments<S extends Shape> = [
  server: ServerId | null,
  causes: readonly EventId[],
  body: Parameters<Tracer<S>['write']>[3],
];

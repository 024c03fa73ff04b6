import type {
  Effect,
  Happening,
  Input,
  Monitor,
  Property,
  Protocol,
  RequestId,
  ServerId,
  Shape,
  Violation,
  WorldView,
} from '@menagerie/contract';

interface Server<S extends Shape> {
  readonly id: ServerId;
  image: S['image'];
  state: S['state'] | null;
  readonly armed: Set<S['timer']>;
  /** Batches that are not durable, oldest first. */
  unsynced: (readonly S['record'][])[];
  waiting: Effect<S>[];
  outputs: S['output'][];
  /** Whether every write is durable at once. */
  fastDisk: boolean;
  /** Inputs so far. */
  steps: number;
}

export interface Letter<S extends Shape> {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly message: S['message'];
}

/** A cluster without time: tests fire timers, and messages arrive in the order they were sent. */
export class Cluster<S extends Shape> {
  readonly config: S['config'];
  readonly protocol: Protocol<S>;
  readonly servers: Server<S>[];
  /** Letters under way, oldest first. */
  letters: Letter<S>[] = [];
  /** Letters for which this says yes are lost at delivery. */
  loses: (letter: Letter<S>) => boolean = () => false;
  /** Called after each input of a server; may crash it. */
  afterStep: (server: ServerId) => void = () => {};
  readonly answers = new Map<RequestId, S['answer']>();
  readonly violations: Violation[] = [];
  readonly #monitors: Monitor<S>[];
  #requests = 0;

  constructor(config: S['config'], protocol: Protocol<S>, properties: readonly Property<S>[] = []) {
    this.config = config;
    this.protocol = protocol;
    this.#monitors = properties
      .filter(({ kind }) => kind === 'always')
      .map((property) => property.start(config));
    this.servers = Array.from({ length: config.servers }, (_, id) => ({
      id,
      image: protocol.blank(config, id, 0),
      state: null,
      armed: new Set(),
      unsynced: [],
      waiting: [],
      outputs: [],
      fastDisk: true,
      steps: 0,
    }));
    for (const { id } of this.servers) this.recover(id);
  }

  server(id: ServerId): Server<S> {
    const found = this.servers[id];
    if (found === undefined) throw new Error(`no server ${id}`);
    return found;
  }

  state(id: ServerId): S['state'] {
    const { state } = this.server(id);
    if (state === null) throw new Error(`server ${id} is down`);
    return state;
  }

  input(id: ServerId, input: Input<S>): void {
    const effects: Effect<S>[] = [];
    const server = this.server(id);
    const sink = { push: (effect: Effect<S>) => effects.push(effect), note: () => {} };
    this.protocol.step(this.config, this.state(id), input, sink);
    server.steps += 1;
    this.#carryOut(id, effects, { type: 'step', server: id, input, effects });
    this.afterStep(id);
  }

  /** Fires a timer, which must be armed. */
  fire(id: ServerId, timer: S['timer']): void {
    if (!this.server(id).armed.delete(timer)) throw new Error(`${timer} of ${id} is not armed`);
    this.input(id, { type: 'timeout', timer });
  }

  command(id: ServerId, command: S['command']): RequestId {
    this.#requests += 1;
    const request = this.#requests;
    this.input(id, { type: 'command', request, command });
    return request;
  }

  /** Delivers the oldest letter for which the filter says yes. */
  deliver(filter: (letter: Letter<S>) => boolean = () => true): boolean {
    const at = this.letters.findIndex(filter);
    const [letter] = at < 0 ? [] : this.letters.splice(at, 1);
    if (letter === undefined) return false;
    const { from, to, message } = letter;
    if (this.server(to).state === null || (from !== to && this.loses(letter))) return true;
    this.input(to, { type: 'message', from, message });
    return true;
  }

  /** Delivers until nothing is under way. */
  run(filter: (letter: Letter<S>) => boolean = () => true): void {
    for (let left = 20_000; this.deliver(filter); left -= 1) {
      if (left === 0) throw new Error('messages without end');
    }
  }

  /** Makes all that a server wrote durable. */
  sync(id: ServerId): void {
    const server = this.server(id);
    for (const batch of server.unsynced.splice(0)) {
      for (const record of batch) this.protocol.fold(server.image, record);
    }
    this.#observe({ type: 'durable', server: id, pending: 0 });
    for (const effect of server.waiting.splice(0)) this.#release(id, effect);
  }

  /** Loses what is not durable. */
  crash(id: ServerId): void {
    const server = this.server(id);
    Object.assign(server, { state: null, unsynced: [], waiting: [] });
    server.armed.clear();
    server.outputs = [];
    this.#observe({ type: 'crash', server: id, wiped: false });
  }

  recover(id: ServerId): void {
    const server = this.server(id);
    const effects: Effect<S>[] = [];
    const sink = { push: (effect: Effect<S>) => effects.push(effect), note: () => {} };
    server.state = this.protocol.recover(this.config, id, server.image, sink);
    this.#carryOut(id, effects, { type: 'recover', server: id, effects });
  }

  restart(id: ServerId): void {
    this.crash(id);
    this.recover(id);
  }

  wipe(id: ServerId, incarnation: number): void {
    this.crash(id);
    this.server(id).image = this.protocol.blank(this.config, id, incarnation);
    this.#observe({ type: 'crash', server: id, wiped: true });
    this.recover(id);
  }

  /** Only these reach each other. */
  connect(...ids: readonly ServerId[]): void {
    this.loses = ({ from, to }) => !ids.includes(from) || !ids.includes(to);
  }

  mend(): void {
    this.loses = () => false;
  }

  /** What is under way is lost. */
  drop(filter: (letter: Letter<S>) => boolean = () => true): Letter<S>[] {
    const dropped = this.letters.filter(filter);
    this.letters = this.letters.filter((letter) => !filter(letter));
    return dropped;
  }

  get #view(): WorldView<S> {
    return { config: this.config, servers: this.servers };
  }

  #observe(happening: Happening<S>): void {
    for (const monitor of this.#monitors) {
      const violation = monitor.observe(happening, this.#view);
      if (violation !== null) this.violations.push(violation);
    }
  }

  #carryOut(id: ServerId, effects: readonly Effect<S>[], happening: Happening<S>): void {
    const server = this.server(id);
    for (const effect of effects) {
      if (effect.type === 'persist') server.unsynced.push(effect.records);
    }
    this.#observe(happening);
    for (const effect of effects) {
      const gated = 'gated' in effect && effect.gated && server.unsynced.length > 0;
      if (gated) server.waiting.push(effect);
      else this.#release(id, effect);
    }
    if (server.fastDisk) this.sync(id);
  }

  #release(id: ServerId, effect: Effect<S>): void {
    const server = this.server(id);
    switch (effect.type) {
      case 'send':
        this.letters.push({ from: id, to: effect.to, message: effect.message });
        return;
      case 'deliver':
        server.outputs.push(effect.output);
        return;
      case 'answer': {
        const { request, answer } = effect;
        this.answers.set(request, answer);
        this.#observe({ type: 'answered', server: id, request, answer });
        return;
      }
      case 'arm':
        server.armed.add(effect.timer);
        return;
      case 'disarm':
        server.armed.delete(effect.timer);
        return;
      case 'persist':
    }
  }
}

export function toText(data: Uint8Array): string {
  return String.fromCharCode(...data);
}

export function fromText(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

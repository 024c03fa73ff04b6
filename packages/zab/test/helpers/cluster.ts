import type {
  Effect,
  Happening,
  Input,
  Monitor,
  Property,
  Protocol,
  RequestId,
  ServerId,
} from '@menagerie/contract';
import {
  type Leading,
  type Learning,
  type Membership,
  type ZabAnswer,
  type ZabCommand,
  type ZabConfig,
  type ZabConfigOptions,
  type ZabImage,
  type ZabMessage,
  type ZabOutput,
  type ZabRecord,
  type ZabShape,
  type ZabState,
  type ZabTimer,
  zab,
  zabConfig,
  zxidText,
} from '@menagerie/zab';

type ZabEffect = Effect<ZabShape>;

interface Server {
  image: ZabImage;
  state: ZabState | null;
  armed: Set<ZabTimer>;
  /** Batches that are not durable, oldest first. */
  unsynced: (readonly ZabRecord[])[];
  waiting: ZabEffect[];
  outputs: ZabOutput[];
  /** Whether every write is durable at once. */
  fastDisk: boolean;
}

export interface Letter {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly message: ZabMessage;
}

/** A cluster without time: tests fire timers, and messages arrive in the order they were sent. */
export class Cluster {
  readonly config: ZabConfig;
  readonly protocol: Protocol<ZabShape>;
  readonly servers: Server[];
  /** Letters under way, oldest first. */
  letters: Letter[] = [];
  /** Letters for which this says yes are lost at delivery. */
  loses: (letter: Letter) => boolean = () => false;
  readonly delivered: Letter[] = [];
  readonly answers = new Map<RequestId, ZabAnswer>();
  /** What the properties that {@link Cluster.check} was given have to say. */
  readonly violations: string[] = [];
  /** Inputs taken so far, by all servers together. */
  steps = 0;
  #monitors: Monitor<ZabShape>[] = [];
  #requests = 0;

  constructor(options: ZabConfigOptions, protocol: Protocol<ZabShape> = zab) {
    this.config = zabConfig(options);
    this.protocol = protocol;
    this.servers = Array.from({ length: this.config.servers }, (_, id) => ({
      image: protocol.blank(this.config, id, 0),
      state: null,
      armed: new Set(),
      unsynced: [],
      waiting: [],
      outputs: [],
      fastDisk: true,
    }));
    this.servers.forEach((_, id) => this.recover(id));
  }

  server(id: ServerId): Server {
    const found = this.servers[id];
    if (found === undefined) throw new Error(`no server ${id}`);
    return found;
  }

  state(id: ServerId): ZabState {
    const { state } = this.server(id);
    if (state === null) throw new Error(`server ${id} is down`);
    return state;
  }

  leading(id: ServerId): Leading {
    const { role } = this.state(id);
    if (role.type !== 'leading') throw new Error(`server ${id} is ${role.type}`);
    return role;
  }

  learning(id: ServerId): Learning {
    const { role } = this.state(id);
    if (role.type !== 'learning') throw new Error(`server ${id} is ${role.type}`);
    return role;
  }

  /** `leading broadcast`, `learning serving`, `looking` … */
  role(id: ServerId): string {
    const { role } = this.state(id);
    return role.type === 'looking' ? role.type : `${role.type} ${role.stage}`;
  }

  /** The zxids of a history, after its snapshot. */
  history(id: ServerId): string {
    return this.state(id)
      .persistent.txns.map(({ zxid }) => zxidText(zxid))
      .join(' ');
  }

  /** What the application on a server was given, as text. */
  applied(id: ServerId): string[] {
    return this.server(id).outputs.map((output) => {
      if (output.type === 'snapshot') return `snapshot ${output.snapshot.index}`;
      return output.txn.type === 'data' ? toText(output.txn.data) : 'reconfig';
    });
  }

  input(id: ServerId, input: Input<ZabShape>): void {
    const effects: ZabEffect[] = [];
    this.protocol.step(this.config, this.state(id), input, sink(effects));
    this.steps += 1;
    this.#carryOut(id, effects, { type: 'step', server: id, input, effects });
  }

  /** Watches properties from here on. */
  check(properties: readonly Property<ZabShape>[]): void {
    this.#monitors = properties.map((property) => property.start(this.config));
  }

  /** Fires a timer, which must be armed. */
  fire(id: ServerId, timer: ZabTimer): void {
    if (!this.server(id).armed.delete(timer)) throw new Error(`${timer} of ${id} is not armed`);
    this.input(id, { type: 'timeout', timer });
  }

  command(id: ServerId, command: ZabCommand): RequestId {
    this.#requests += 1;
    const request = this.#requests;
    this.input(id, { type: 'command', request, command });
    return request;
  }

  propose(id: ServerId, text: string): RequestId {
    return this.command(id, { type: 'propose', data: fromText(text) });
  }

  read(id: ServerId): RequestId {
    return this.command(id, { type: 'read', mode: 'sync' });
  }

  /** Proposes that these servers, as they are, be the voters. */
  reconfigure(id: ServerId, voters: readonly ServerId[]): RequestId {
    return this.command(id, { type: 'reconfig', membership: this.membership(voters) });
  }

  membership(voters: readonly ServerId[]): Membership {
    const is = (server: ServerId): boolean => voters.includes(server);
    return {
      voters: voters.reduce((set, server) => set | (1 << server), 0),
      weights: this.servers.map((_, server) => (is(server) ? 1 : 0)),
      groups: [],
      incarnations: this.servers.map(({ image }, server) => (is(server) ? image.incarnation : 0)),
    };
  }

  /** Delivers the oldest letter for which the filter says yes. */
  deliver(filter: (letter: Letter) => boolean = () => true): boolean {
    const at = this.letters.findIndex(filter);
    const [letter] = at < 0 ? [] : this.letters.splice(at, 1);
    if (letter === undefined) return false;
    const { from, to, message } = letter;
    if (this.server(to).state === null || (from !== to && this.loses(letter))) return true;
    this.delivered.push(letter);
    this.input(to, { type: 'message', from, message });
    return true;
  }

  /** Delivers until nothing is under way. */
  run(filter: (letter: Letter) => boolean = () => true): void {
    for (let left = 20_000; this.deliver(filter); left -= 1) {
      if (left === 0) throw new Error('messages without end');
    }
  }

  /** Makes the oldest batches durable, by default all. */
  sync(id: ServerId, batches = Number.POSITIVE_INFINITY): void {
    const server = this.server(id);
    for (const batch of server.unsynced.splice(0, batches)) {
      for (const record of batch) this.protocol.fold(server.image, record);
    }
    this.#observe({ type: 'durable', server: id, pending: server.unsynced.length });
    if (server.unsynced.length > 0) return;
    for (const effect of server.waiting.splice(0)) this.#release(id, effect);
  }

  /** Of the batches that are not durable the oldest `keep` survive. */
  crash(id: ServerId, keep = 0): void {
    const server = this.server(id);
    for (const batch of server.unsynced.slice(0, keep)) {
      for (const record of batch) this.protocol.fold(server.image, record);
    }
    Object.assign(server, { state: null, unsynced: [], waiting: [] });
    server.armed.clear();
    server.outputs = [];
    this.letters = this.letters.filter(({ from, to }) => from !== id || to !== id);
    this.#observe({ type: 'crash', server: id, wiped: false });
  }

  recover(id: ServerId): void {
    const server = this.server(id);
    const effects: ZabEffect[] = [];
    server.state = this.protocol.recover(this.config, id, server.image, sink(effects));
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

  /** Lets these servers elect among themselves, with the others cut off, until somebody leads. */
  elect(...ids: readonly ServerId[]): ServerId {
    this.isolate(...this.servers.flatMap((_, id) => (ids.includes(id) ? [] : [id])));
    for (let left = 50; left > 0; left -= 1) {
      this.run();
      const leader = ids.find((id) => this.role(id) === 'leading broadcast');
      if (leader !== undefined) return leader;
      for (const id of ids) this.#hurry(id);
    }
    throw new Error(
      `nobody leads: ${JSON.stringify(this.servers.map(({ state, armed }) => [state?.role, state?.round, [...armed]]))}`,
    );
  }

  /** Lets time pass at a server: its election goes on, its dialling is repeated. */
  #hurry(id: ServerId): void {
    for (const timer of ['finalize', 'dial', 'notify'] as const) {
      if (!this.server(id).armed.has(timer)) continue;
      this.fire(id, timer);
      return;
    }
  }

  /** Cuts these servers off from the others, and heals all other links. */
  isolate(...ids: readonly ServerId[]): void {
    this.loses = ({ from, to }) => ids.includes(from) !== ids.includes(to);
  }

  /** Lets the leader ping, so that nobody who hears it gives up. */
  pulse(id: ServerId): void {
    this.fire(id, 'ping');
    this.run();
  }

  #observe(happening: Happening<ZabShape>): void {
    const servers = this.servers.map(({ state, image }, id) => ({ id, state, image }));
    for (const monitor of this.#monitors) {
      const violation = monitor.observe(happening, { config: this.config, servers });
      if (violation !== null) this.violations.push(violation.sentence);
    }
  }

  #carryOut(id: ServerId, effects: readonly ZabEffect[], happening: Happening<ZabShape>): void {
    const server = this.server(id);
    this.#observe(happening);
    for (const effect of effects)
      if (effect.type === 'persist') server.unsynced.push(effect.records);
    for (const effect of effects) {
      const gated = 'gated' in effect && effect.gated && server.unsynced.length > 0;
      if (gated) server.waiting.push(effect);
      else this.#release(id, effect);
    }
    if (server.fastDisk) this.sync(id);
  }

  #release(id: ServerId, effect: ZabEffect): void {
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

function sink(effects: ZabEffect[]) {
  return { push: (effect: ZabEffect) => effects.push(effect), note: () => {} };
}

function toText(data: Uint8Array): string {
  return String.fromCharCode(...data);
}

export function fromText(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Whether a letter has one of these types. */
export function isOf(...types: readonly ZabMessage['type'][]): (letter: Letter) => boolean {
  return ({ message }) => types.includes(message.type);
}

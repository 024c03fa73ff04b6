import type { Effect, Input, Protocol, RequestId, ServerId, Span } from '@menagerie/contract';
import {
  type Entry,
  type Leader,
  type RaftAnswer,
  type RaftCommand,
  type RaftConfig,
  type RaftConfigOptions,
  type RaftImage,
  type RaftMessage,
  type RaftOutput,
  type RaftRecord,
  type RaftShape,
  type RaftState,
  type RaftTimer,
  raft,
  raftConfig,
} from '@menagerie/raft';

type RaftEffect = Effect<RaftShape>;

interface Server {
  image: RaftImage;
  state: RaftState | null;
  armed: Map<RaftTimer, Span>;
  /** Batches that are not durable, oldest first. */
  unsynced: (readonly RaftRecord[])[];
  waiting: RaftEffect[];
  outputs: RaftOutput[];
  /** Whether every write is durable at once. */
  fastDisk: boolean;
}

export interface Letter {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly message: RaftMessage;
}

/** A cluster without time: tests fire timers, and messages arrive in the order they were sent. */
export class Cluster {
  readonly config: RaftConfig;
  readonly protocol: Protocol<RaftShape>;
  readonly servers: Server[];
  /** Letters under way, oldest first. */
  letters: Letter[] = [];
  /** Letters for which this says yes are lost at delivery. */
  loses: (letter: Letter) => boolean = () => false;
  readonly delivered: Letter[] = [];
  readonly answers = new Map<RequestId, RaftAnswer>();
  readonly notes: { server: ServerId; rule: string; verdict: boolean | number }[] = [];
  #requests = 0;

  constructor(options: RaftConfigOptions, protocol: Protocol<RaftShape> = raft) {
    this.config = raftConfig(options);
    this.protocol = protocol;
    this.servers = Array.from({ length: this.config.servers }, (_, id) => ({
      image: protocol.blank(this.config, id, 0),
      state: null,
      armed: new Map(),
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

  state(id: ServerId): RaftState {
    const { state } = this.server(id);
    if (state === null) throw new Error(`server ${id} is down`);
    return state;
  }

  leader(id: ServerId): Leader {
    const { role } = this.state(id);
    if (role.type !== 'leader') throw new Error(`server ${id} is a ${role.type}`);
    return role;
  }

  leaders(): ServerId[] {
    return this.servers.flatMap(({ state }, id) => (state?.role.type === 'leader' ? [id] : []));
  }

  terms(id: ServerId): number[] {
    return this.state(id).persistent.entries.map((entry) => entry.term);
  }

  /** What the application on a server was given, as text; entries without data are left out. */
  applied(id: ServerId): string[] {
    return this.server(id).outputs.flatMap((output) => {
      if (output.type === 'snapshot') return [`snapshot ${output.snapshot.index}`];
      return output.entry.type === 'data' ? [toText(output.entry.data)] : [];
    });
  }

  input(id: ServerId, input: Input<RaftShape>): void {
    const effects: RaftEffect[] = [];
    this.protocol.step(this.config, this.state(id), input, this.#sink(id, effects));
    this.#carryOut(id, effects);
  }

  /** Fires a timer, which must be armed. */
  fire(id: ServerId, timer: RaftTimer): void {
    if (!this.server(id).armed.delete(timer)) throw new Error(`${timer} of ${id} is not armed`);
    this.input(id, { type: 'timeout', timer });
  }

  command(id: ServerId, command: RaftCommand): RequestId {
    this.#requests += 1;
    const request = this.#requests;
    this.input(id, { type: 'command', request, command });
    return request;
  }

  propose(id: ServerId, text: string): RequestId {
    return this.command(id, { type: 'propose', data: fromText(text) });
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
    for (let left = 10_000; this.deliver(filter); left -= 1) {
      if (left === 0) throw new Error('messages without end');
    }
  }

  /** Makes the oldest batches durable, by default all. */
  sync(id: ServerId, batches = Number.POSITIVE_INFINITY): void {
    const server = this.server(id);
    for (const batch of server.unsynced.splice(0, batches)) {
      for (const record of batch) this.protocol.fold(server.image, record);
    }
    if (server.unsynced.length > 0) return;
    const released = server.waiting.splice(0);
    for (const effect of released) this.#release(id, effect);
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
  }

  recover(id: ServerId): void {
    const server = this.server(id);
    const effects: RaftEffect[] = [];
    server.state = this.protocol.recover(this.config, id, server.image, this.#sink(id, effects));
    this.#carryOut(id, effects);
  }

  restart(id: ServerId): void {
    this.crash(id);
    this.recover(id);
  }

  wipe(id: ServerId, incarnation: number): void {
    this.crash(id);
    this.server(id).image = this.protocol.blank(this.config, id, incarnation);
    this.recover(id);
  }

  /** Gives servers these logs, as terms from index 1, and starts them again. */
  withLogs(logs: Record<ServerId, { terms: readonly number[]; term: number }>): this {
    for (const [id, { terms, term }] of Object.entries(logs)) {
      const { image } = this.server(Number(id));
      image.currentTerm = term;
      image.entries = terms.map(
        (of, i): Entry => ({ type: 'data', term: of, data: fromText(`${of}.${i + 1}`) }),
      );
      this.restart(Number(id));
    }
    this.letters = [];
    return this;
  }

  cut(...ids: readonly ServerId[]): void {
    this.loses = ({ from, to }) => ids.includes(from) !== ids.includes(to);
  }

  mend(): void {
    this.loses = () => false;
  }

  /** Lets time pass at a server without a word of a leader, until it campaigns. */
  campaign(id: ServerId): void {
    if (this.server(id).armed.has('contact')) this.fire(id, 'contact');
    this.fire(id, 'election');
  }

  /** Ends everybody's shelter and lets one campaign until it leads. */
  elect(id: ServerId): void {
    this.servers.forEach(({ state, armed }, other) => {
      if (state !== null && armed.has('contact')) this.fire(other, 'contact');
    });
    this.campaign(id);
    this.run();
    if (!this.leaders().includes(id)) throw new Error(`server ${id} was not elected`);
  }

  heartbeat(id: ServerId): void {
    this.fire(id, 'heartbeat');
    this.run();
  }

  #sink(server: ServerId, effects: RaftEffect[]) {
    return {
      push: (effect: RaftEffect) => effects.push(effect),
      note: (rule: string, verdict: boolean | number) => this.notes.push({ server, rule, verdict }),
    };
  }

  #carryOut(id: ServerId, effects: readonly RaftEffect[]): void {
    const server = this.server(id);
    for (const effect of effects)
      if (effect.type === 'persist') server.unsynced.push(effect.records);
    for (const effect of effects) {
      const gated = 'gated' in effect && effect.gated && server.unsynced.length > 0;
      if (gated) server.waiting.push(effect);
      else this.#release(id, effect);
    }
    if (server.fastDisk) this.sync(id);
  }

  #release(id: ServerId, effect: RaftEffect): void {
    const server = this.server(id);
    switch (effect.type) {
      case 'send':
        this.letters.push({ from: id, to: effect.to, message: effect.message });
        return;
      case 'deliver':
        server.outputs.push(effect.output);
        return;
      case 'answer':
        this.answers.set(effect.request, effect.answer);
        return;
      case 'arm':
        server.armed.set(effect.timer, effect.span);
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

/** Whether a letter has one of these types. */
export function isOf(...types: readonly RaftMessage['type'][]): (letter: Letter) => boolean {
  return ({ message }) => types.includes(message.type);
}

import type { ServerId, Shape } from '@menagerie/contract';
import { decodeRequest } from '@menagerie/jute';
import type { Settled } from '../member/ledger.ts';
import { ProposalKind, type Wish } from '../member/proposal.ts';
import type { CorePicture, Written } from './events.ts';
import { hex } from './hex.ts';
import type { Lens } from './lens.ts';
import type { Tracer } from './tracer.ts';

/** A batch under way to the disk, and how far the log goes with it. */
interface Under {
  readonly batch: number;
  readonly last: number;
}

/** What a witness remembers of the server, so that it tells of changes only. */
interface Told {
  part: string;
  epoch: number;
  leader: number | null;
  batch: number;
}

/** Watches a member at work, and tells its tracer. */
export class Witness<S extends Shape> {
  readonly #tracer: Tracer;
  readonly #lens: Lens<S>;
  readonly #told: Told = { part: '', epoch: -1, leader: null, batch: 0 };
  /** Batches that are not durable yet. Kept while nobody listens too: one pair of numbers a batch. */
  readonly #under: Under[] = [];
  #durable: number | null = null;

  /** @param batch the last that the disk has */
  constructor(tracer: Tracer, lens: Lens<S>, batch: number) {
    this.#tracer = tracer;
    this.#lens = lens;
    this.#told.batch = batch;
  }

  /** Whether anybody listens. */
  get on(): boolean {
    return this.#tracer.on;
  }

  /** @returns the clock that the message is to bring along */
  sent(to: ServerId, message: S['message']): readonly number[] {
    const lens = this.#lens;
    return this.#tracer.note(() => {
      return { type: 'sent', to, kind: lens.kindOf(message), epoch: lens.epochOf(message) };
    });
  }

  /** @param clock of its sending; `null` where the sender told none */
  received(from: ServerId, message: S['message'], clock: readonly number[] | null): void {
    if (clock !== null) this.#tracer.merge(clock);
    if (!this.on) return;
    const lens = this.#lens;
    this.#tracer.note(() => ({
      type: 'received',
      from,
      cause: clock?.[from] ?? null,
      kind: lens.kindOf(message),
      epoch: lens.epochOf(message),
    }));
  }

  /** The core has taken a step; `batch` is the last that was handed to the disk. */
  stepped(state: S['state'], batch: number): void {
    if (batch !== this.#told.batch) {
      this.#durable ??= 0;
      this.#told.batch = batch;
      const last = this.#lens.last(state);
      this.#under.push({ batch, last });
      if (this.on) this.#tracer.note(() => ({ type: 'wrote', batch, last }));
    }
    // It has read its log from the disk, and nothing has been added.
    this.#durable ??= this.#lens.last(state);
    if (this.on) this.#tellRole(state);
  }

  /** All batches through this number survive a crash. */
  durable(batch: number): void {
    let done: Under | null = null;
    while (this.#under[0] !== undefined && this.#under[0].batch <= batch) {
      done = this.#under.shift() ?? null;
    }
    if (done === null) return;
    const { last } = done;
    this.#durable = last;
    if (this.on) this.#tracer.note(() => ({ type: 'durable', batch, last }));
  }

  asked(asked: Wish): void {
    if (!this.on) return;
    const { serial } = asked;
    this.#tracer.note(() => ({ type: 'asked', serial, what: writtenIn(asked) }));
  }

  answered({ serial }: Wish, known: boolean): void {
    if (this.on) this.#tracer.note(() => ({ type: 'answered', serial, known }));
  }

  proposed(wishes: readonly Wish[]): void {
    if (!this.on) return;
    const names = () => wishes.map(({ origin, serial }) => [origin, serial] as const);
    this.#tracer.note(() => ({ type: 'proposed', wishes: names() }));
  }

  applied({ wish, isVoid, applied }: Settled, index: number, zxid: bigint): void {
    if (!this.on) return;
    const { origin, serial } = wish;
    this.#tracer.note(() => ({
      type: 'applied',
      index,
      origin,
      serial,
      zxid: zxid.toString(16),
      error: applied?.error ?? 0,
      isVoid,
      what: writtenIn(wish),
    }));
  }

  link(peer: ServerId, up: boolean): void {
    if (this.on) this.#tracer.note(() => ({ type: 'link', peer, up }));
  }

  /** How far the disk is: with a state that has just been read from it, wholly. */
  picture(state: S['state']): { readonly core: CorePicture; readonly durable: number } {
    const last = this.#lens.last(state);
    const durable = this.#under.length === 0 ? last : Math.min(last, this.#durable ?? 0);
    return { core: this.#lens.picture(state), durable };
  }

  #tellRole(state: S['state']): void {
    const told = this.#told;
    const part = this.#lens.part(state);
    const epoch = this.#lens.epoch(state);
    const leader = this.#lens.leader(state);
    if (part === told.part && epoch === told.epoch && leader === told.leader) return;
    Object.assign(told, { part, epoch, leader });
    this.#tracer.note(() => ({ type: 'role', part, epoch, leader }));
  }
}

const OPS: Readonly<Record<Exclude<ProposalKind, 1>, string>> = {
  [ProposalKind.opening]: 'opening',
  [ProposalKind.createSession]: 'createSession',
  [ProposalKind.closeSession]: 'closeSession',
  [ProposalKind.expireSession]: 'expireSession',
  [ProposalKind.sync]: 'sync',
  [ProposalKind.claimSession]: 'claimSession',
  [ProposalKind.reap]: 'reap',
  [ProposalKind.reconfig]: 'reconfig',
  [ProposalKind.concludeReconfig]: 'reconfigured',
};

/** What a wish asks for, in short. */
function writtenIn({ kind, data, session }: Pick<Wish, 'kind' | 'data' | 'session'>): Written {
  const of = session === 0n ? null : hex(session);
  if (kind !== ProposalKind.request) return { op: OPS[kind], path: null, session: of };
  const request = decodeRequest(data ?? new Uint8Array());
  const path = 'body' in request && request.body !== null && 'path' in request.body;
  return { op: request.type, path: path ? request.body.path : null, session: of };
}

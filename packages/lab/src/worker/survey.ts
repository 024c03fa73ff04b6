import type { EventId, Shape, TraceEvent } from '@menagerie/contract';
import type { Recording } from '@menagerie/simulator';
import type { Part, Role, Status } from '../model/frame.ts';
import { type HistoryChunk, kindCode, type LaneChange, type Mark } from '../model/history.ts';
import type { Milestone } from '../model/run.ts';
import type { Lens } from './lens.ts';

interface Lane {
  readonly role: Role;
  readonly part: Part;
  readonly status: Status;
  readonly epoch: number;
}

interface Committed {
  readonly content: string;
}

/** Walks along a recording and notes what the page needs of it: lanes, turning points, milestones. */
export class Survey<S extends Shape> {
  readonly #recording: Recording<S>;
  readonly #lens: Lens<S>;
  readonly #config: S['config'];
  /** Steps in which the reader acted. */
  readonly #acts: ReadonlySet<number>;
  #next = 0;
  #lanes: Lane[] = [];
  #committed: Committed[] = [];
  readonly #changes: LaneChange[] = [];
  readonly #marks: Mark[] = [];
  readonly #milestones: { step: number; milestone: Milestone }[] = [];
  readonly #past: { step: number; event: TraceEvent<S> }[] = [];

  constructor(
    recording: Recording<S>,
    lens: Lens<S>,
    config: S['config'],
    acts: ReadonlySet<number>,
    from?: { readonly survey: Survey<S>; readonly step: number },
  ) {
    this.#recording = recording;
    this.#lens = lens;
    this.#config = config;
    this.#acts = acts;
    if (!from) return;
    const { survey, step } = from;
    this.#next = Math.min(step + 1, survey.#next);
    this.#changes.push(...survey.#changes.filter((change) => change.step <= step));
    this.#marks.push(...survey.#marks.filter((mark) => mark.step <= step));
    this.#milestones.push(...survey.#milestones.filter((one) => one.step <= step));
    this.#past.push(...survey.#past.filter((one) => one.step <= step));
    for (const change of this.#changes) this.#lanes[change.server] = change;
    for (const { milestone } of this.#milestones) {
      if (milestone.type === 'committed') this.#committed[milestone.index] = milestone;
    }
  }

  milestones(toStep: number): Milestone[] {
    this.#walk();
    return this.#milestones.filter(({ step }) => step <= toStep).map(({ milestone }) => milestone);
  }

  /** The events up to a step that the ledger is made of. */
  past(toStep: number): TraceEvent<S>[] {
    this.#walk();
    return this.#past.filter(({ step }) => step <= toStep).map(({ event }) => event);
  }

  /** What the page lacks of the recording from a step on. */
  chunk(firstStep: number): HistoryChunk {
    this.#walk();
    const steps = Math.max(0, this.#recording.steps + 1 - firstStep);
    const stepAt = new Float64Array(steps);
    const stepEvents = new Int32Array(steps);
    const events = this.#recording.eventsBetween(firstStep, this.#recording.steps);
    const before = this.#recording.events.length - events.length;
    for (let i = 0; i < steps; i += 1) {
      const step = firstStep + i;
      stepAt[i] = step === 0 ? 0 : (this.#recording.decisions[step - 1]?.at ?? 0);
    }
    let seen = before;
    for (let i = 0; i < steps; i += 1) {
      seen += this.#recording.eventsBetween(firstStep + i, firstStep + i).length;
      stepEvents[i] = seen;
    }
    return {
      firstStep,
      stepAt,
      stepEvents,
      ...this.#columns(events, firstStep),
      marks: this.#marks.filter(({ step }) => step >= firstStep),
      lanes: this.#changes.filter(({ step }) => step >= firstStep),
      ended: this.#recording.ended,
    };
  }

  #columns(events: readonly TraceEvent<S>[], firstStep: number) {
    const { length } = events;
    const columns = {
      kind: new Uint8Array(length),
      at: new Float64Array(length),
      server: new Int8Array(length),
      peer: new Int8Array(length),
      messageKind: new Uint8Array(length),
      epoch: new Int32Array(length),
      cause: new Int32Array(length),
    };
    const epochs = this.#epochsFrom(firstStep);
    events.forEach(({ id, at, server, causes, body }, i) => {
      columns.kind[i] = kindCode(body.type);
      columns.at[i] = at;
      columns.server[i] = server ?? ('to' in body ? body.to : -1);
      columns.peer[i] = 'to' in body ? body.to : 'from' in body ? body.from : -1;
      columns.cause[i] = causes[0] ?? -1;
      columns.messageKind[i] = 255;
      if (body.type === 'sent' || body.type === 'received') {
        const sender = body.type === 'sent' ? server : body.from;
        columns.messageKind[i] = this.#lens.kindOf(body.message);
        columns.epoch[i] = this.#lens.epochOf(body.message) ?? epochs(id, sender);
      }
    });
    return columns;
  }

  /** The epoch of a server at each of its events, asked for in the order of the events. */
  #epochsFrom(firstStep: number): (event: EventId, server: number | null) => number {
    const now: number[] = [];
    let next = 0;
    const pass = (reached: (change: LaneChange) => boolean) => {
      for (; next < this.#changes.length; next += 1) {
        const change = this.#changes[next];
        if (!change || !reached(change)) return;
        now[change.server] = change.epoch;
      }
    };
    pass(({ step }) => step < firstStep);
    return (event, server) => {
      pass(({ step }) => step <= this.#recording.stepOfEvent(event));
      return now[server ?? 0] ?? 0;
    };
  }

  #walk(): void {
    for (; this.#next <= this.#recording.steps; this.#next += 1) {
      const step = this.#next;
      const events = this.#recording.eventsBetween(step, step);
      const last = events.at(-1)?.id ?? 0;
      this.#watchLanes(step, events[0]?.id ?? last, events);
      for (const event of events) this.#note(step, event);
    }
  }

  #watchLanes(step: number, event: EventId, events: readonly TraceEvent<S>[]): void {
    if (step > 0 && !this.#acts.has(step) && !events.some((one) => this.#mayChange(one))) return;
    const moment = this.#recording.momentAt(step);
    for (const server of moment.servers) {
      const { role, part, status, epoch } = this.#lens.serverFrame(server, this.#config);
      const before = this.#lanes[server.id];
      const lane = { role, part, status, epoch };
      if (before && sameLane(before, lane)) continue;
      this.#lanes[server.id] = lane;
      this.#changes.push({ server: server.id, step, at: moment.at, ...lane });
      const elected = role === 'leader' && status === 'up';
      if (elected && (before?.role !== 'leader' || before.epoch !== epoch)) {
        this.#mark({
          type: 'election',
          step,
          at: moment.at,
          event,
          server: server.id,
          value: epoch,
        });
        this.#milestone(step, { type: 'elected', event, server: server.id, epoch });
      }
      if (status === 'crashed' && before && before.status !== 'crashed') {
        this.#milestone(step, {
          type: 'crashed',
          event,
          server: server.id,
          wasLeader: before.role === 'leader',
          epoch: before.epoch,
          byReader: this.#acts.has(step),
        });
      }
    }
    if (this.#acts.has(step)) {
      const server = events[0]?.server ?? null;
      this.#mark({ type: 'act', step, at: moment.at, event, server, value: '' });
    }
  }

  /**
   * Whether a role or an epoch may have changed: a look at the whole world at every step would cost
   * more than the run. A settled server that writes nothing, whose timers rest and that hears of
   * no other epoch stays what it is.
   */
  #mayChange({ server, body }: TraceEvent<S>): boolean {
    const lane = server === null ? undefined : this.#lanes[server];
    switch (body.type) {
      case 'wrote':
      case 'timeout':
      case 'disarmed':
      case 'crashed':
      case 'recovered':
      case 'wiped':
      case 'paused':
      case 'resumed':
        return true;
      case 'received':
      case 'synced':
        if (!lane || !this.#lens.settled(lane)) return true;
        return body.type === 'received' && this.#tellsOfOther(lane, body.message);
      default:
        return false;
    }
  }

  #tellsOfOther(lane: Lane, message: S['message']): boolean {
    const epoch = this.#lens.epochOf(message);
    return epoch !== null && epoch !== lane.epoch;
  }

  #note(step: number, event: TraceEvent<S>): void {
    const { id, at, server, body } = event;
    if (this.#lens.remembers(event)) this.#past.push({ step, event });
    if (body.type === 'violated') {
      this.#mark({ type: 'violation', step, at, event: id, server: null, value: body.property });
      this.#milestone(step, { type: 'violated', event: id, property: body.property });
    }
    if (body.type !== 'delivered') return;
    const committed = this.#lens.committed(body.output);
    if (!committed) return;
    const { index, content } = committed;
    const before = this.#committed[index];
    if (before) {
      if (before.content !== content) {
        this.#milestone(step, { type: 'overwritten', event: id, index });
      }
      return;
    }
    this.#committed[index] = { content };
    this.#mark({ type: 'commit', step, at, event: id, server, value: index });
    const epoch = committed.epoch ?? this.#lanes[server ?? 0]?.epoch ?? 0;
    this.#milestone(step, { type: 'committed', event: id, ...committed, epoch });
  }

  #mark(mark: Mark): void {
    this.#marks.push(mark);
  }

  #milestone(step: number, milestone: Milestone): void {
    this.#milestones.push({ step, milestone });
  }
}

function sameLane(a: Lane, b: Lane): boolean {
  return a.role === b.role && a.part === b.part && a.status === b.status && a.epoch === b.epoch;
}

import type { RequestId, ServerId, ServerSet, Shape, Span, Subject } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import { drawUnit, Purpose } from '../draw.ts';
import type { Scenario } from '../scenario.ts';
import type { Flight } from '../world/network.ts';
import type { Refusal } from '../world/refusal.ts';
import type { ServerCell } from '../world/server-cell.ts';
import type { World } from '../world/world.ts';
import { decisionOf } from './acts.ts';
import { Agenda } from './agenda.ts';
import { Clients } from './clients.ts';
import { Clocks } from './clocks.ts';
import { Disks } from './disks.ts';
import { drawFault, drawGap } from './faults.ts';
import type { Outlook, Pace } from './pace.ts';
import { Progress } from './progress.ts';
import type { Entry } from './queue.ts';
import { FIRST_REQUEST, isPlanned } from './requests.ts';
import { fateOf, isWaiting, route } from './transport.ts';
import { FAULT_KINDS, type FaultKind, instant } from './work.ts';

/**
 * Time: turns a plan and a seed into decisions. Every number is drawn for its own purpose and keys
 * (the n-th message of a link, the n-th arming of a timer, the n-th crash), so that a change in
 * one place of a run leaves the draws of every other place alone.
 */
export class Scheduler<S extends Shape> implements Pace<S> {
  readonly #subject: Subject<S>;
  readonly #scenario: Scenario<S>;
  readonly #agenda: Agenda<S>;
  readonly #clocks: Clocks<S>;
  readonly #disks: Disks<S>;
  readonly #progress: Progress<S>;
  /** What reached a paused server, in order. */
  readonly #backlogs: Entry<S>[][];
  readonly #clients: Clients<S>;
  #phase: 'faulty' | 'healed' | 'over' = 'faulty';
  #wiped: ServerSet = 0;
  #consumed = 0;

  constructor(subject: Subject<S>, scenario: Scenario<S>, from?: Scheduler<S>) {
    this.#subject = subject;
    this.#scenario = scenario;
    const { servers } = scenario.config;
    if (from === undefined) {
      this.#agenda = new Agenda();
      this.#clocks = new Clocks(servers);
      this.#disks = new Disks(servers);
      this.#progress = new Progress(scenario.plan.healedMs);
      this.#backlogs = Array.from({ length: servers }, () => []);
      this.#clients = new Clients(subject, scenario);
      this.#begin();
      return;
    }
    this.#agenda = from.#agenda.clone();
    this.#clocks = from.#clocks.clone();
    this.#disks = from.#disks.clone();
    this.#progress = from.#progress.clone();
    this.#backlogs = from.#backlogs.map((backlog) => backlog.slice());
    this.#clients = from.#clients.clone(scenario);
    this.#phase = from.#phase;
    this.#wiped = from.#wiped;
    this.#consumed = from.#consumed;
  }

  clone(scenario: Scenario<S>): Scheduler<S> {
    return new Scheduler(this.#subject, scenario, this);
  }

  get now(): number {
    return this.#agenda.now;
  }

  get consumed(): number {
    return this.#consumed;
  }

  get outlook(): Outlook {
    return this.#progress.outlook;
  }

  next(world: World<S>, steps: number, settled: () => boolean): Decision<S> | null {
    while (this.#phase !== 'over') {
      const act = this.#intervention(world, steps);
      if (act !== null) return act;
      const entry = this.#agenda.queue.pop();
      if (entry === undefined) return null;
      this.#agenda.now = entry.at;
      const decision = this.#dispatch(world, entry, settled);
      if (decision !== null) return decision;
    }
    return null;
  }

  /** Moves messages to where a person wants them in time: that is no step of the world. */
  ready(world: World<S>, steps: number): void {
    for (;;) {
      const next = this.#scenario.interventions[this.#consumed];
      if (next === undefined || steps < next.afterStep || next.act.type !== 'reschedule') return;
      this.#consumed += 1;
      this.#progress.disturb(next.act);
      const { from, to, nth, copy, dueAt } = next.act;
      const at = instant(Math.max(dueAt, next.at, this.now));
      if (world.network.reschedule(next.act, at) === undefined) continue;
      this.#agenda.queue.push(at, 1, { type: 'deliver', from, to, nth, copy });
    }
  }

  applied(world: World<S>, decision: Decision<S>, refusal: Refusal | null): void {
    if (refusal !== null) return;
    switch (decision.type) {
      case 'sync': {
        const cell = world.own(decision.server);
        this.#disks.synced(cell, this.#scenario.plan.disk, this.#scenario.seed, this.#agenda);
        break;
      }
      case 'crash':
        this.#disks.crashed(decision.server);
        this.#flush(world, decision.server);
        break;
      case 'resume':
        this.#clocks.resumed(world, decision.server, this.#agenda);
        this.#flush(world, decision.server);
        break;
      case 'skew':
        this.#clocks.skewed(world, decision.server, decision.rate, this.#agenda);
        break;
      case 'wipe':
        this.#wiped |= 1 << decision.server;
        break;
      default:
    }
  }

  sent(flight: Flight<S>): void {
    const { plan, seed } = this.#scenario;
    route(flight, plan.network, this.#phase === 'faulty', seed, this.#agenda);
  }

  armed(cell: ServerCell<S>, timer: S['timer'], span: Span): number {
    return this.#clocks.arm(cell, timer, span, this.#scenario.seed, this.#agenda);
  }

  wrote(cell: ServerCell<S>): void {
    this.#disks.begin(cell, this.#scenario.plan.disk, this.#scenario.seed, this.#agenda);
  }

  answered(
    server: ServerId,
    request: RequestId,
    command: S['command'] | null,
    answer: S['answer'],
  ): void {
    if (command === null) return;
    if (this.#progress.answered(this.#subject, request, answer)) {
      this.#agenda.soon({ type: 'judge' });
      return;
    }
    this.#clients.answered(server, request, command, answer, this.#agenda);
  }

  #begin(): void {
    const { seed, plan, config } = this.#scenario;
    for (const kind of FAULT_KINDS) this.#planFault(kind, 0);
    this.#clients.plan(0, this.#agenda);
    const { drift } = plan.faults;
    for (let server = 0; drift > 0 && server < config.servers; server += 1) {
      const unit = drawUnit(seed, Purpose.drift, server, 0, 0);
      const rate = Math.round((1 + drift * (2 * unit - 1)) * 10_000) / 10_000;
      this.#agenda.queue.push(0, 0, { type: 'skew', server, rate });
    }
    const end = plan.healedMs > 0 ? 'heal' : 'finish';
    this.#agenda.queue.push(instant(plan.faultyMs), 0, { type: end });
  }

  /** The next act of a person whose time has come. */
  #intervention(world: World<S>, steps: number): Decision<S> | null {
    const next = this.#scenario.interventions[this.#consumed];
    if (next === undefined || steps < next.afterStep || next.act.type === 'reschedule') return null;
    if (next.at > this.now && next.at > this.#agenda.queue.nextAt) return null;
    this.#agenda.now = Math.max(this.now, next.at);
    this.#consumed += 1;
    this.#progress.disturb(next.act);
    return decisionOf(next.act, world, FIRST_REQUEST.person + this.#consumed - 1);
  }

  #dispatch(world: World<S>, entry: Entry<S>, settled: () => boolean): Decision<S> | null {
    const { work } = entry;
    switch (work.type) {
      case 'deliver':
        if (isWaiting(world, work, entry.at)) return this.#wait(work.to, entry);
        return fateOf(world, work, entry.at);
      case 'timer': {
        const cell = world.servers[work.server];
        if (cell === undefined) return null;
        const due = this.#clocks.isDue(cell, work.timer, entry.at, this.#agenda);
        return due ? { type: 'fire', server: work.server, timer: work.timer } : null;
      }
      case 'disk': {
        const cell = world.servers[work.server];
        if (cell === undefined) return null;
        if (cell.status === 'paused') return this.#wait(work.server, entry);
        return this.#disks.finish(cell, work.upTo);
      }
      case 'fault':
        this.#startFault(world, work.kind, work.nth);
        return null;
      case 'restore':
        return this.#phase === 'faulty' ? work.decision : null;
      case 'client':
        this.#clients.draw(world, work.nth, this.#agenda);
        return null;
      case 'command': {
        // An operator's order that was under way could take the quorum away from those that healed.
        if (this.#phase === 'healed' && isPlanned(work.request)) return null;
        const paused = world.servers[work.server]?.status === 'paused';
        return paused ? this.#wait(work.server, entry) : work;
      }
      case 'heal':
        this.#heal(world);
        return null;
      case 'probe':
        return this.#progress.probe(this.#subject, work.nth, this.#agenda);
      case 'judge':
        if (settled()) this.#phase = 'over';
        else this.#agenda.after(this.#progress.patience, work);
        return null;
      case 'finish':
        this.#phase = 'over';
        return null;
      default:
        return work;
    }
  }

  #wait(server: ServerId, entry: Entry<S>): null {
    this.#backlogs[server]?.push(entry);
    return null;
  }

  /** What waited for a paused server is due now, in the order in which it came. */
  #flush(world: World<S>, server: ServerId): void {
    const backlog = this.#backlogs[server] ?? [];
    for (const { at, work } of backlog.splice(0)) {
      if (work.type === 'deliver') {
        if (world.network.find(work)?.dueAt !== at) continue;
        world.network.reschedule(work, this.now);
      }
      this.#agenda.soon(work);
    }
  }

  #planFault(kind: FaultKind, nth: number): void {
    const { seed, plan } = this.#scenario;
    const mean = plan.faults[`${kind}Every`];
    if (mean <= 0) return;
    const at = instant(this.now + drawGap(seed, kind, nth, mean));
    if (at < plan.faultyMs) this.#agenda.queue.push(at, 1, { type: 'fault', kind, nth });
  }

  #startFault(world: World<S>, kind: FaultKind, nth: number): void {
    if (this.#phase !== 'faulty') return;
    const { seed, plan } = this.#scenario;
    const fault = drawFault(this.#subject, seed, plan, world, this.#wiped, kind, nth);
    for (const decision of fault?.begin ?? []) this.#agenda.soon(decision);
    for (const decision of fault?.end ?? []) {
      this.#agenda.after(fault?.lasts ?? 0, { type: 'restore', decision });
    }
    this.#planFault(kind, nth + 1);
  }

  #heal(world: World<S>): void {
    const { seed } = this.#scenario;
    this.#phase = this.#progress.heal(this.#subject, seed, world, this.#wiped, this.#agenda)
      ? 'healed'
      : 'over';
  }
}

import type { RequestId, ServerId, Shape, Subject } from '@menagerie/contract';
import { createDraw, drawUnit, Purpose } from '../draw.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world/world.ts';
import type { Agenda } from './agenda.ts';
import { FIRST_REQUEST } from './requests.ts';
import { instant } from './work.ts';

/** How often a client follows the advice of servers before it leaves it at that. */
const MAX_FORWARDS = 4;

/** Clients and operators: they give commands, and turn to the server that an answer names. */
export class Clients<S extends Shape> {
  readonly #subject: Subject<S>;
  readonly #scenario: Scenario<S>;
  readonly #forwards: Map<RequestId, number>;

  constructor(subject: Subject<S>, scenario: Scenario<S>, from?: Clients<S>) {
    this.#subject = subject;
    this.#scenario = scenario;
    this.#forwards = new Map(from === undefined ? [] : from.#forwards);
  }

  clone(scenario: Scenario<S>): Clients<S> {
    return new Clients(this.#subject, scenario, this);
  }

  /** Puts the n-th command on the agenda, if there is one before the run heals. */
  plan(nth: number, agenda: Agenda<S>): void {
    const { seed, plan } = this.#scenario;
    const mean = plan.clients.commandEvery;
    if (mean <= 0) return;
    const gap = drawUnit(seed, Purpose.commandGap, nth, 0, 0) * 2 * mean;
    const at = instant(agenda.now + Math.max(0.001, gap));
    if (at < plan.faultyMs) agenda.queue.push(at, 1, { type: 'client', nth });
  }

  /** Gives the n-th command, if the subject has one that fits the world, and plans the next. */
  draw(world: World<S>, nth: number, agenda: Agenda<S>): void {
    this.plan(nth + 1, agenda);
    const draw = createDraw(this.#scenario.seed, Purpose.command, nth);
    const drawn = this.#subject.drawCommand(draw, nth, world);
    if (drawn === null) return;
    const { server, command } = drawn;
    agenda.soon({ type: 'command', server, request: FIRST_REQUEST.plan + nth, command });
  }

  /** Takes an answer, and follows it to another server if it names one. */
  answered(
    server: ServerId,
    request: RequestId,
    command: S['command'],
    answer: S['answer'],
    agenda: Agenda<S>,
  ): void {
    const target = this.#subject.redirect(answer);
    const forwards = this.#forwards.get(request) ?? 0;
    if (target === null || target === server || forwards >= MAX_FORWARDS) return;
    this.#forwards.set(request, forwards + 1);
    const { delayMin, delayMax } = this.#scenario.plan.network;
    const unit = drawUnit(this.#scenario.seed, Purpose.redirect, request, forwards, 0);
    const delay = delayMin + unit * (delayMax - delayMin);
    agenda.after(delay, { type: 'command', request, server: target, command });
  }
}

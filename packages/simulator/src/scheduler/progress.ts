import {
  has,
  idsOf,
  type RequestId,
  type ServerSet,
  type Shape,
  type Subject,
} from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import type { Act } from '../scenario.ts';
import type { World } from '../world/world.ts';
import type { Agenda } from './agenda.ts';
import { drawHealing } from './healing.ts';
import type { Outlook } from './pace.ts';
import { FIRST_REQUEST } from './requests.ts';

/** The write that shows progress is tried so many times while the run is healed. */
const TRIES = 50;

/** The second phase of a run: some servers heal, and a write must get through. */
export class Progress<S extends Shape> {
  readonly #healedMs: number;
  #healed: ServerSet = 0;
  #progressed = false;
  #disturbed = false;

  constructor(healedMs: number, from?: Progress<S>) {
    this.#healedMs = healedMs;
    if (from === undefined) return;
    this.#healed = from.#healed;
    this.#progressed = from.#progressed;
    this.#disturbed = from.#disturbed;
  }

  clone(): Progress<S> {
    return new Progress(this.#healedMs, this);
  }

  get outlook(): Outlook {
    return {
      required: this.#healed !== 0 && !this.#disturbed,
      progressed: this.#progressed,
      healed: this.#healed,
    };
  }

  /** Virtual milliseconds between two tries. */
  get patience(): number {
    return this.#healedMs / TRIES;
  }

  /** Heals a drawn set of servers. @returns whether there is one that suffices */
  heal(
    subject: Subject<S>,
    seed: number,
    world: World<S>,
    wiped: ServerSet,
    agenda: Agenda<S>,
  ): boolean {
    const healing = drawHealing(subject, seed, world, wiped);
    if (healing === null) return false;
    this.#healed = healing.healed;
    for (const decision of healing.decisions) agenda.queue.push(agenda.now, 0, decision);
    agenda.after(this.patience, { type: 'probe', nth: 0 });
    agenda.after(this.#healedMs, { type: 'finish' });
    return true;
  }

  /** The n-th try, at each healed server in turn, until one has succeeded. */
  probe(subject: Subject<S>, nth: number, agenda: Agenda<S>): Decision<S> | null {
    if (this.#progressed) return null;
    const ids = idsOf(this.#healed);
    const server = ids[nth % ids.length] ?? 0;
    agenda.after(this.patience, { type: 'probe', nth: nth + 1 });
    const request = FIRST_REQUEST.probe + nth;
    return { type: 'command', server, request, command: subject.write(request) };
  }

  /** Takes an answer. @returns whether it shows progress for the first time */
  answered(subject: Subject<S>, request: RequestId, answer: S['answer']): boolean {
    if (this.#progressed || request < FIRST_REQUEST.probe) return false;
    this.#progressed = subject.succeeded(answer);
    return this.#progressed;
  }

  /**
   * A person acts. A run that is disturbed after it healed promises nothing any more; but whatever
   * the others do, those that healed must go on.
   */
  disturb(act: Act<S>): void {
    if (this.#healed !== 0 && !isApart(act, this.#healed)) this.#disturbed = true;
  }
}

/**
 * Whether an act leaves the servers of a set alone: it happens to others, who learn of nothing by
 * it. What they say may reach the set.
 */
function isApart<S extends Shape>(act: Act<S>, set: ServerSet): boolean {
  switch (act.type) {
    case 'crash':
    case 'recover':
    case 'pause':
    case 'resume':
    case 'skew':
    case 'fire':
      return !has(set, act.server);
    case 'cut':
      return !has(set, act.from) || !has(set, act.to);
    case 'mend':
      return !has(set, act.from);
    case 'wipe':
    case 'sync':
    case 'command':
    case 'drop':
    case 'duplicate':
    case 'reschedule':
      return false;
  }
}

import { has, type Scope, type ServerSet, type Shape } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import { type Budget, type Purse, spentOf, timeoutBudget } from './purse.ts';
import type { Event } from './reaction.ts';

/** Unsynced batches that a crash may keep or lose, at most. */
const MOST_BATCHES = 8;

/** An event that is no message, and when it may happen. */
export interface PlannedEvent<S extends Shape> {
  readonly event: Event<S>;
  /** `null` for what costs nothing. */
  readonly budget: Budget | null;
  /** Of the budget so much must be spent before: commands are given in their order. */
  readonly after: number;
  /** Whom it may happen to. */
  readonly to: ServerSet;
}

/** All events of a scope that are no messages, in a fixed order. */
export function eventsOf<S extends Shape>(scope: Scope<S>, purse: Purse): PlannedEvent<S>[] {
  const everybody = (1 << scope.config.servers) - 1;
  const anytime = { after: 0, to: everybody };
  const events: PlannedEvent<S>[] = [];
  for (const timer of timersOf(scope)) {
    events.push({
      event: { type: 'fire', timer },
      budget: purse.named(timeoutBudget(timer)),
      ...anytime,
    });
  }
  for (const [i, { command, to = everybody }] of scope.commands.entries()) {
    const event = { type: 'command', request: i + 1, command } as const;
    events.push({ event, budget: purse.named('command'), after: i, to });
  }
  const asynchronous = scope.persistence === 'asynchronous';
  if (asynchronous) events.push({ event: { type: 'sync' }, budget: null, ...anytime });
  for (let keep = 0; keep <= (asynchronous ? MOST_BATCHES : 0); keep += 1) {
    events.push({ event: { type: 'crash', keep }, budget: purse.named('crash'), ...anytime });
  }
  events.push({ event: { type: 'wipe' }, budget: purse.named('wipe'), ...anytime });
  return events.filter(({ budget }) => budget === null || budget.most > 0);
}

/** Whether enough is left for it, and whether it is its turn. */
export function isDue<S extends Shape>(
  { event, budget, after }: PlannedEvent<S>,
  spent: number,
): boolean {
  if (budget === null) return true;
  const used = spentOf(budget, spent);
  return event.type === 'command' ? used === after : used < budget.most;
}

/** Whether it can happen to that server as it is. */
export function isPossible<S extends Shape>(
  { event, to }: PlannedEvent<S>,
  cell: Cell<S>,
): boolean {
  if (!has(to, cell.server)) return false;
  switch (event.type) {
    case 'fire':
      return cell.timers.includes(event.timer);
    case 'sync':
      return cell.unsynced.length > 0;
    case 'crash':
      return event.keep <= cell.unsynced.length;
    default:
      return true;
  }
}

/** The timers that a scope lets fire. */
export function timersOf<S extends Shape>({ budgets }: Scope<S>): S['timer'][] {
  const timers: S['timer'][] = [];
  for (const timer in budgets.timeouts) timers.push(timer);
  return timers;
}

import type { RequestId, ServerId, Shape, Span } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import type { Scenario } from '../scenario.ts';
import type { Flight } from '../world/network.ts';
import type { Refusal } from '../world/refusal.ts';
import type { ServerCell } from '../world/server-cell.ts';
import type { World } from '../world/world.ts';

/** What a run must show at its end. */
export interface Outlook {
  /** Whether the run healed, so that progress is due and `eventually` properties must hold. */
  readonly required: boolean;
  readonly progressed: boolean;
  /** The servers that healed, as a set. */
  readonly healed: number;
}

/** Decides what happens next, and when: a schedule drawn from a seed, or a list of decisions. */
export interface Pace<S extends Shape> {
  /** Virtual milliseconds. */
  readonly now: number;
  readonly outlook: Outlook;
  /** How many interventions, or decisions, of the scenario lie behind. */
  readonly consumed: number;
  /**
   * The next decision, which the world may still refuse; `null` at the end.
   *
   * @param steps decisions applied so far
   * @param settled whether everything that must hold in the end holds by now
   */
  next(world: World<S>, steps: number, settled: () => boolean): Decision<S> | null;
  /** To be called before each step, and once all is built: what takes effect without a step does so. */
  ready(world: World<S>, steps: number): void;
  /** To be told of the fate of every decision that {@link Pace.next} gave. */
  applied(world: World<S>, decision: Decision<S>, refusal: Refusal | null): void;
  sent(flight: Flight<S>): void;
  armed(cell: ServerCell<S>, timer: S['timer'], span: Span): number;
  wrote(cell: ServerCell<S>): void;
  /** @param command what was asked for; `null` for a request that nobody made */
  answered(
    server: ServerId,
    request: RequestId,
    command: S['command'] | null,
    answer: S['answer'],
  ): void;
  /** @param scenario with other interventions, or decisions, ahead */
  clone(scenario: Scenario<S>): Pace<S>;
}

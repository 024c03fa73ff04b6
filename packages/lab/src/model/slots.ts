import type { CellState } from './cells.ts';
import { NOOP, RECONFIGURE, type SlotsFrame, type SlotVote } from './ledger.ts';

export interface SlotSurvey {
  /** The newest slot with a vote anywhere. */
  readonly last: number;
  /** All slots through this one are chosen, and somebody knows. */
  readonly chosen: number;
  /** What is chosen in a slot, as far as somebody who knows still has it; `null` otherwise. */
  contentOf(slot: number): number | null;
  /** Whether a quorum holds this vote durably. */
  isHeld(slot: number, ballot: number): boolean;
  /** Last slot that a leader may propose in; 0 without a leader. */
  readonly windowEnd: number;
}

export function surveySlots(servers: readonly SlotsFrame[], held: readonly SlotVote[]): SlotSurvey {
  const furthest = servers.reduce<SlotsFrame | null>(
    (best, one) => (best !== null && best.chosen >= one.chosen ? best : one),
    null,
  );
  const chosen = furthest?.chosen ?? 0;
  return {
    last: Math.max(0, chosen, ...servers.map(lastOf)),
    chosen,
    contentOf: (slot) => {
      const knows = servers.find((one) => slot <= one.chosen && slot > one.snapshot);
      return knows?.contents[slot - knows.snapshot - 1] ?? null;
    },
    isHeld: (slot, ballot) => held.some((one) => one.slot === slot && one.ballot === ballot),
    windowEnd: Math.max(0, ...servers.map(({ windowEnd }) => windowEnd)),
  };
}

/**
 * How a slot stands on one server. `gap`: no vote, though later slots have one. `chosen` is split
 * as the log's states are: `applied` where the server knows, `acked` where only the votes tell.
 */
export interface SlotCell {
  readonly state: CellState | 'gap' | 'snapshot';
  readonly ballot: number;
  readonly sign: 'value' | 'noop' | 'reconfigure';
}

export function slotAt(server: SlotsFrame, slot: number, survey: SlotSurvey): SlotCell | null {
  if (slot <= server.snapshot) return { state: 'snapshot', ballot: 0, sign: 'value' };
  const at = slot - server.snapshot - 1;
  const ballot = server.ballots[at] ?? 0;
  const content = server.contents[at] ?? NOOP;
  const sign = content === NOOP ? 'noop' : content === RECONFIGURE ? 'reconfigure' : 'value';
  // -1 was learned without a vote: it is chosen, whatever its ballot was.
  if (ballot === 0) return slot < survey.last ? { state: 'gap', ballot, sign: 'value' } : null;
  return { state: stateOf(server, slot, ballot, content, survey), ballot, sign };
}

function stateOf(
  server: SlotsFrame,
  slot: number,
  ballot: number,
  content: number,
  survey: SlotSurvey,
): CellState {
  if (slot <= server.chosen) return 'applied';
  const chosen = slot <= survey.chosen ? survey.contentOf(slot) : null;
  if (chosen !== null && chosen !== content) return 'discarded';
  const durable = server.durable[slot - server.snapshot - 1] === 1;
  if (!durable) return 'logged';
  return chosen !== null || survey.isHeld(slot, ballot) ? 'acked' : 'durable';
}

function lastOf({ snapshot, ballots }: SlotsFrame): number {
  return snapshot + ballots.length;
}

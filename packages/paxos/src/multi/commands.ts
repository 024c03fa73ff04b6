import type { RequestId } from '@menagerie/contract';
import { PaxosError } from '../errors.ts';
import { checkQuorums } from '../quorums.ts';
import { decided } from '../step.ts';
import { erasFrom, erasThrough } from './eras.ts';
import { lastSlot, voteAt } from './log.ts';
import type { PaxosCommand, PaxosRefusal } from './messages.ts';
import { nextSlot, propose } from './proposing.ts';
import { onRead } from './reads.ts';
import { type PaxosStep, refuseCommand, write } from './step.ts';
import type { Leader, Membership, Value } from './types.ts';

// What clients and operators ask for. Every refusal is safe to retry.

export function onCommand(step: PaxosStep, request: RequestId, command: PaxosCommand): void {
  switch (command.type) {
    case 'propose':
      onPropose(step, request, { type: 'data', data: command.data });
      return;
    case 'read':
      onRead(step, request, command.mode);
      return;
    case 'reconfigure':
      onPropose(step, request, { type: 'reconfigure', membership: command.membership });
      return;
    case 'compact':
      onCompact(step, request, command.through, command.data);
  }
}

/** Commands that find no slot wait, and go out together as soon as there is one. */
function onPropose(step: PaxosStep, request: RequestId, value: Value): void {
  const { role } = step.state;
  if (role.type !== 'leader') {
    refuseCommand(step, request, 'not-leader');
    return;
  }
  const reason = objection(step, role, value);
  if (reason !== null) {
    refuseCommand(step, request, reason);
    return;
  }
  role.waiting.push({ value, request });
  propose(step, role);
}

function objection(step: PaxosStep, leader: Leader, value: Value): PaxosRefusal | null {
  if (leader.waiting.length >= step.config.maxWaiting) return 'overloaded';
  if (value.type !== 'reconfigure') return null;
  if (!isSound(step, value.membership)) return 'invalid-quorums';
  return isChangePending(step, leader) ? 'change-pending' : null;
}

function isSound({ config }: PaxosStep, { quorums, incarnations }: Membership): boolean {
  if (incarnations.length !== config.servers) return false;
  try {
    checkQuorums(quorums, config.servers);
    return true;
  } catch (error) {
    if (error instanceof PaxosError) return false;
    throw error;
  }
}

/** One change at a time: waiting, proposed, reported by phase 1, or not in force yet. */
function isChangePending(step: PaxosStep, leader: Leader): boolean {
  const { state } = step;
  if ((state.eras.at(-1)?.from ?? 0) > state.chosen + 1) return true;
  const isChange = ({ value }: { readonly value: Value }): boolean => value.type === 'reconfigure';
  if (leader.waiting.some(isChange) || leader.reported.some(isChange)) return true;
  for (let slot = state.chosen + 1; slot < nextSlot(step, leader); slot += 1) {
    const vote = voteAt(state.persistent, slot);
    if (vote !== null && isChange(vote)) return true;
  }
  return false;
}

/** The application hands over its state, and the log before it goes (Paxos Made Live §5.5). */
function onCompact(step: PaxosStep, request: RequestId, through: number, data: Uint8Array): void {
  const { state, rules, config } = step;
  const { persistent, chosen } = state;
  const may = rules.mayCompact(through, chosen, lastSlot(persistent));
  if (!decided(step, 'mayCompact', may)) {
    refuseCommand(step, request, 'not-delivered');
    return;
  }
  if (through <= persistent.snapshot.through) {
    refuseCommand(step, request, 'already-compacted');
    return;
  }
  const eras = erasFrom(erasThrough(config, persistent, through), through + 1);
  write(step, { type: 'compact', snapshot: { through, eras, data } });
  state.eras = erasFrom(state.eras, through + 1);
  const answer = { type: 'compacted', slot: through } as const;
  step.effects.push({ type: 'answer', request, answer, gated: true });
}

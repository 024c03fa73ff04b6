import type { RequestId } from '@menagerie/contract';
import type { Step } from '../step.ts';
import { answer, decided } from '../step.ts';
import type { SynodShape } from './messages.ts';
import type { SynodRules } from './rules.ts';
import type { SynodImage } from './types.ts';

export type SynodStep = Step<SynodShape, SynodRules>;

/** Adds a record to what a disk holds, in place: on the disk and in a server's memory of it alike. */
export function fold(image: SynodImage, record: SynodShape['record']): void {
  switch (record.type) {
    case 'round':
      image.round = record.round;
      return;
    case 'promise':
      image.promised = record.ballot;
      return;
    case 'accept':
      image.promised = record.proposal.ballot;
      image.accepted = record.proposal;
  }
}

/** Changes the persistent state in memory now, and on the disk soon: there as `kept`. */
export function write(
  step: SynodStep,
  record: SynodShape['record'],
  kept: SynodShape['record'] = record,
): void {
  fold(step.state.persistent, record);
  step.records.push(kept);
}

/** Whether an acceptor that says to be of that incarnation counts. */
export function counts(step: SynodStep, incarnation: number): boolean {
  return decided(step, 'countsAsAcceptor', step.rules.countsAsAcceptor(incarnation));
}

export function tellChosen(step: SynodStep, request: RequestId, value: Uint8Array): void {
  answer(step, request, { type: 'chosen', value });
}

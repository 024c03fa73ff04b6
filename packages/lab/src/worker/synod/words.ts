import type {
  Ballot,
  SynodAnswer,
  SynodCommand,
  SynodMessage,
  SynodRecord,
} from '@menagerie/paxos';
import type { MessageKind } from '../../model/run.ts';
import { capitalized, kind, payloadText, refusedText, serverText } from '../text.ts';

/** The Synod's messages, each with its glyph. */
export const SYNOD_KINDS: readonly MessageKind[] = [
  kind('Prepare', 'vote-ask', 'asks for a promise', '请求承诺'),
  kind('Promise', 'vote-yes', 'promises', '承诺'),
  kind('Accept', 'append', 'proposes a value', '提出一个值'),
  kind('Accepted', 'ack', 'has voted for it', '已为它投票'),
  kind('Refused', 'vote-no', 'has promised more', '承诺过更大的'),
];

/** A ballot as the page writes it: its owner counted from 1. */
export function ballotWord({ round, owner }: Ballot): string {
  return round === 0 ? '0' : `${round}.${serverText(owner)}`;
}

export function synodKindName(message: SynodMessage): string {
  return capitalized(message.type);
}

export function synodMessageDetail(message: SynodMessage): string {
  const ballot = `ballot ${ballotWord(message.ballot)}`;
  switch (message.type) {
    case 'prepare':
      return ballot;
    case 'promise': {
      const { accepted } = message;
      if (accepted === null) return `${ballot}, accepted nothing`;
      return `${ballot}, accepted ${payloadText(accepted.value)} in ${ballotWord(accepted.ballot)}`;
    }
    case 'accept':
    case 'accepted':
      return `${ballot}, ${payloadText(message.value)}`;
    case 'refused':
      return `${ballot}, promised ${ballotWord(message.promised)}`;
  }
}

export function synodRecordDetail(record: SynodRecord): string {
  switch (record.type) {
    case 'round':
      return `round ${record.round}`;
    case 'promise':
      return `promise ${ballotWord(record.ballot)}`;
    case 'accept':
      return `accept ${payloadText(record.proposal.value)} in ${ballotWord(record.proposal.ballot)}`;
  }
}

export function synodCommandDetail(command: SynodCommand): string {
  return command.type === 'propose' ? `propose ${payloadText(command.value)}` : 'read';
}

export function synodAnswerDetail(answer: SynodAnswer): string {
  switch (answer.type) {
    case 'chosen':
      return `chosen ${payloadText(answer.value)}`;
    case 'refused':
      return refusedText(answer.reason, 'proposer', answer.proposer);
  }
}

import { membersOf } from '@menagerie/contract';
import type {
  Membership,
  PaxosAnswer,
  PaxosCommand,
  PaxosMessage,
  PaxosOutput,
  PaxosRecord,
  Value,
} from '@menagerie/paxos';
import type { MessageKind } from '../../model/run.ts';
import { ballotWord } from '../synod/words.ts';
import { capitalized, kind, payloadText, refusedText, serversText } from '../text.ts';

/** The messages of Multi-Paxos, each with its glyph. */
export const PAXOS_KINDS: readonly MessageKind[] = [
  kind('Prepare', 'vote-ask', 'asks for a promise', '请求承诺'),
  kind('Promise', 'vote-yes', 'promises, and tells votes', '承诺并报告投票'),
  kind('Accept', 'append', 'proposes values', '提出一些值'),
  kind('Accepted', 'ack', 'has voted for them', '已为它们投票'),
  kind('Refused', 'vote-no', 'has promised more', '承诺过更大的'),
  kind('Heartbeat', 'heartbeat', 'leads on', '仍在领导'),
  kind('HeartbeatAnswer', 'ack', 'has promised no more', '没有承诺更大的'),
  kind('Learn', 'prevote-ask', 'asks what is chosen', '询问选定了什么'),
  kind('Chosen', 'commit', 'tells what is chosen', '告知选定的值'),
  kind('Announce', 'other', 'tells how far it knows', '告知自己知道到哪里'),
];

export function paxosKindName(message: PaxosMessage): string {
  return capitalized(message.type);
}

export function valueText(value: Value): string {
  switch (value.type) {
    case 'data':
      return payloadText(value.data);
    case 'noop':
      return 'no-op';
    case 'reconfigure':
      return `stop-sign ${membershipText(value.membership)}`;
  }
}

export function membershipText({ quorums }: Membership): string {
  const members = serversText(membersOf(quorums));
  return quorums.type === 'majority' ? members : `${members} ${quorums.type}`;
}

function slots(from: number, count: number): string {
  return count === 1 ? `slot ${from}` : `slots ${from}–${from + count - 1}`;
}

function valuesText(from: number, values: readonly Value[]): string {
  if (values.length === 0) return `nothing from slot ${from} on`;
  return `${slots(from, values.length)} [${values.map(valueText).join(' ')}]`;
}

export function paxosMessageDetail(message: PaxosMessage): string {
  switch (message.type) {
    case 'prepare':
      return `ballot ${ballotWord(message.ballot)}, from slot ${message.from}`;
    case 'promise': {
      const snapshot = message.snapshot === null ? '' : `, snapshot ${message.snapshot.through}`;
      const chosen =
        message.values.length === 0 ? '' : `, chosen ${valuesText(message.from, message.values)}`;
      const votes = message.votes
        .map(({ slot, ballot, value }) => `${slot}: ${valueText(value)} in ${ballotWord(ballot)}`)
        .join(', ');
      return `ballot ${ballotWord(message.ballot)}${snapshot}${chosen}, votes [${votes}]`;
    }
    case 'accept':
      return `ballot ${ballotWord(message.ballot)}, ${valuesText(message.from, message.values)}, chosen ${message.chosen}`;
    case 'accepted':
      return `ballot ${ballotWord(message.ballot)}, ${slots(message.from, message.count)}`;
    case 'refused':
      return `ballot ${ballotWord(message.ballot)}, promised ${ballotWord(message.promised)}`;
    case 'heartbeat':
      return `ballot ${ballotWord(message.ballot)}, round ${message.round}, chosen ${message.chosen}`;
    case 'heartbeatAnswer':
      return `ballot ${ballotWord(message.ballot)}, round ${message.round}`;
    case 'learn':
      return `from slot ${message.from}`;
    case 'chosen': {
      const snapshot = message.snapshot === null ? '' : `snapshot ${message.snapshot.through}, `;
      return `${snapshot}${valuesText(message.from, message.values)}`;
    }
    case 'announce':
      return `chosen ${message.chosen}`;
  }
}

export function paxosRecordDetail(record: PaxosRecord): string {
  switch (record.type) {
    case 'promise':
      return `promise ${ballotWord(record.ballot)}`;
    case 'accept':
      return `accept ${valuesText(record.from, record.values)} in ${ballotWord(record.ballot)}`;
    case 'learn':
      return `chosen ${valuesText(record.from, record.values)}`;
    case 'close':
      return `configuration ends with slot ${record.through}`;
    case 'compact':
      return `snapshot through slot ${record.snapshot.through}`;
    case 'install':
      return `install snapshot through slot ${record.snapshot.through}`;
  }
}

export function paxosCommandDetail(command: PaxosCommand): string {
  switch (command.type) {
    case 'propose':
      return `write ${payloadText(command.data)}`;
    case 'read':
      return `read (${command.mode})`;
    case 'reconfigure':
      return `reconfigure ${membershipText(command.membership)}`;
    case 'compact':
      return `compact through slot ${command.through}`;
  }
}

export function paxosAnswerDetail(answer: PaxosAnswer): string {
  switch (answer.type) {
    case 'committed':
      return `chosen in slot ${answer.slot}`;
    case 'read':
      return `read at slot ${answer.slot} (${answer.by})`;
    case 'compacted':
      return `compacted through slot ${answer.slot}`;
    case 'refused':
      return refusedText(answer.reason, 'leader', answer.leader);
    case 'unknown':
      return 'unknown';
  }
}

export function paxosOutputDetail(output: PaxosOutput): string {
  return output.type === 'entry'
    ? `${output.slot}: ${valueText(output.value)}`
    : `snapshot through slot ${output.snapshot.through}`;
}

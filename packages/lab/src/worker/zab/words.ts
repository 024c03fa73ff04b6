import {
  type Membership,
  type Txn,
  type Vote,
  type ZabAnswer,
  type ZabCommand,
  type ZabMessage,
  type ZabOutput,
  type ZabRecord,
  zxidText,
} from '@menagerie/zab';
import type { MessageKind } from '../../model/run.ts';
import { payloadText, serversText, serverText } from '../text.ts';

/** Zab's messages in ZooKeeper's spelling, each with its glyph. */
export const ZAB_KINDS: readonly MessageKind[] = [
  { name: 'NOTIFICATION', glyph: 'vote-ask' },
  { name: 'FOLLOWERINFO', glyph: 'prevote-ask' },
  { name: 'OBSERVERINFO', glyph: 'prevote-ask' },
  { name: 'LEADERINFO', glyph: 'other' },
  { name: 'ACKEPOCH', glyph: 'vote-yes' },
  { name: 'DIFF', glyph: 'snapshot' },
  { name: 'TRUNC', glyph: 'snapshot' },
  { name: 'SNAP', glyph: 'snapshot' },
  { name: 'NEWLEADER', glyph: 'other' },
  { name: 'ACK', glyph: 'ack' },
  { name: 'UPTODATE', glyph: 'commit' },
  { name: 'PROPOSAL', glyph: 'append' },
  { name: 'COMMIT', glyph: 'commit' },
  { name: 'COMMITANDACTIVATE', glyph: 'commit' },
  { name: 'INFORM', glyph: 'append' },
  { name: 'INFORMANDACTIVATE', glyph: 'append' },
  { name: 'REQUEST', glyph: 'other' },
  { name: 'SYNC', glyph: 'commit' },
  { name: 'PING', glyph: 'heartbeat' },
  { name: 'PONG', glyph: 'ack' },
  { name: 'CLOSED', glyph: 'nack' },
];

export function zabKindName(message: ZabMessage): string {
  return message.type.toUpperCase();
}

export function zabMessageDetail(message: ZabMessage): string {
  switch (message.type) {
    case 'notification':
      return `${message.state}, ${voteText(message.vote)}, round ${message.round}`;
    case 'ping':
    case 'pong':
      return `round ${message.round}, ${message.sent} sent`;
    case 'closed':
      return message.leads ? 'dial again' : 'look for a leader';
    case 'followerInfo':
    case 'observerInfo':
      return `accepted epoch ${message.acceptedEpoch}`;
    case 'leaderInfo':
    case 'newLeader':
      return `epoch ${message.epoch}`;
    case 'ackEpoch': {
      const counts = message.counts ? '' : ', promised to another';
      return `epoch ${message.epoch}, current epoch ${message.currentEpoch}, last ${zxidText(message.zxid)}${counts}`;
    }
    case 'diff':
      return `through ${zxidText(message.zxid)}`;
    case 'trunc':
      return `to ${zxidText(message.zxid)}`;
    case 'snap': {
      const { snapshot, txns } = message.history;
      return `snapshot ${snapshot.index}, ${txns.length} more`;
    }
    case 'ack':
    case 'commit':
    case 'commitAndActivate':
      return zxidText(message.zxid);
    case 'upToDate':
      return '';
    case 'proposal':
    case 'inform':
    case 'informAndActivate':
      return txnText(message.txn);
    case 'request':
    case 'sync':
      return `request ${message.request}`;
  }
}

export function voteText(vote: Vote | null): string {
  if (vote === null) return 'no vote';
  return `vote ${serverText(vote.leader)} (epoch ${vote.epoch}, ${zxidText(vote.zxid)})`;
}

export function txnText(txn: Txn): string {
  return `${zxidText(txn.zxid)} ${txnContent(txn)}`;
}

export function txnContent(txn: Txn): string {
  return txn.type === 'data' ? payloadText(txn.data) : `reconfig ${membershipText(txn.membership)}`;
}

export function membershipText({ voters }: Membership): string {
  return serversText(voters);
}

export function zabRecordDetail(record: ZabRecord): string {
  switch (record.type) {
    case 'dial':
      return `connection ${record.dial}`;
    case 'accept':
      return `accept epoch ${record.epoch} of ${serverText(record.leader)}`;
    case 'epoch':
      return `current epoch ${record.epoch}`;
    case 'append':
      return `append ${record.txns.map(txnText).join(', ')}`;
    case 'truncate':
      return `truncate after ${zxidText(record.zxid)}`;
    case 'install':
      return `install history through ${record.history.snapshot.index + record.history.txns.length}`;
    case 'compact':
      return `snapshot through ${record.snapshot.index}`;
    case 'activate':
      return `activate ${zxidText(record.zxid)}`;
  }
}

export function zabCommandDetail(command: ZabCommand): string {
  switch (command.type) {
    case 'propose':
      return `write ${payloadText(command.data)}`;
    case 'read':
      return `read (${command.mode})`;
    case 'reconfig':
      return `reconfig ${membershipText(command.membership)}`;
    case 'compact':
      return `compact through ${command.through}`;
  }
}

export function zabAnswerDetail(answer: ZabAnswer): string {
  switch (answer.type) {
    case 'committed':
      return `committed ${zxidText(answer.zxid)}`;
    case 'read':
      return `read at ${zxidText(answer.zxid)} (${answer.by})`;
    case 'compacted':
      return `compacted through ${answer.through}`;
    case 'refused':
      return answer.leader === null
        ? `refused: ${answer.reason}`
        : `refused: ${answer.reason}, leader ${serverText(answer.leader)}`;
    case 'unknown':
      return 'unknown';
  }
}

export function zabOutputDetail(output: ZabOutput): string {
  return output.type === 'txn'
    ? `${output.index}: ${txnText(output.txn)}`
    : `snapshot through ${output.snapshot.index}`;
}

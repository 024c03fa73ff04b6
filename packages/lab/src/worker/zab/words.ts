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
import { kind, payloadText, refusedText, serversText, serverText } from '../text.ts';

/** Zab's messages in ZooKeeper's spelling, each with its glyph. */
export const ZAB_KINDS: readonly MessageKind[] = [
  kind('NOTIFICATION', 'vote-ask', 'votes for a leader', '投票选领导者'),
  kind('FOLLOWERINFO', 'prevote-ask', 'wants to follow', '要求跟随'),
  kind('OBSERVERINFO', 'prevote-ask', 'wants to observe', '要求观察'),
  kind('LEADERINFO', 'other', 'a new epoch', '新的纪元'),
  kind('ACKEPOCH', 'vote-yes', 'promises the epoch', '承诺这个纪元'),
  kind('DIFF', 'snapshot', 'what it lacks follows', '随后补发所缺'),
  kind('TRUNC', 'snapshot', 'drop what is too much', '截去多余'),
  kind('SNAP', 'snapshot', 'the whole history', '整份历史'),
  kind('NEWLEADER', 'other', 'that was all', '到此为止'),
  kind('ACK', 'ack', 'is on disk', '已落盘'),
  kind('UPTODATE', 'commit', 'serve', '可以服务'),
  kind('PROPOSAL', 'append', 'a transaction', '一个事务'),
  kind('COMMIT', 'commit', 'is committed', '已提交'),
  kind('COMMITANDACTIVATE', 'commit', 'new members', '新成员生效'),
  kind('INFORM', 'append', 'for observers', '告知观察者'),
  kind('INFORMANDACTIVATE', 'append', 'both, for observers', '两者，告知观察者'),
  kind('REQUEST', 'other', 'confirm a read', '请确认读取'),
  kind('SYNC', 'commit', 'a read is confirmed', '读取已确认'),
  kind('PING', 'heartbeat', 'leads on', '仍在领导'),
  kind('PONG', 'ack', 'follows on', '仍在跟随'),
  kind('CLOSED', 'nack', 'connection is gone', '连接已断'),
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

function txnText(txn: Txn): string {
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
      return refusedText(answer.reason, 'leader', answer.leader);
    case 'unknown':
      return 'unknown';
  }
}

export function zabOutputDetail(output: ZabOutput): string {
  return output.type === 'txn'
    ? `${output.index}: ${txnText(output.txn)}`
    : `snapshot through ${output.snapshot.index}`;
}

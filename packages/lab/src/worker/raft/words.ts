import type {
  Entry,
  Membership,
  RaftAnswer,
  RaftCommand,
  RaftMessage,
  RaftOutput,
  RaftRecord,
} from '@menagerie/raft';
import type { MessageKind } from '../../model/run.ts';
import { capitalized, kind, payloadText, refusedText, serversText } from '../text.ts';

/** Raft's messages in the paper's spelling, each with its glyph. */
export const RAFT_KINDS: readonly MessageKind[] = [
  kind('RequestVote', 'vote-ask', 'asks for a vote', '请求投票'),
  kind('VoteGranted', 'vote-yes', 'grants', '同意'),
  kind('VoteDenied', 'vote-no', 'denies', '拒绝投票'),
  kind('RequestPreVote', 'prevote-ask', 'asks whether it could win', '试探能否当选'),
  kind('PreVoteGranted', 'vote-yes', 'it could', '可以'),
  kind('PreVoteDenied', 'vote-no', 'it could not', '不可以'),
  kind('AppendEntries', 'append', 'entries', '日志条目'),
  kind('AppendAccepted', 'ack', 'accepts', '接受'),
  kind('AppendRejected', 'nack', 'refuses', '拒收'),
  kind('Heartbeat', 'heartbeat', 'heartbeat', '心跳'),
  kind('HeartbeatAnswer', 'ack', 'answers', '答复心跳'),
  kind('InstallSnapshot', 'snapshot', 'snapshot', '快照'),
  kind('ChunkReceived', 'ack', 'has a chunk', '收到分块'),
  kind('TimeoutNow', 'other', 'hands over', '移交领导权'),
  kind('OwnAppendDurable', 'ack', 'is on its disk', '自己已落盘'),
];

export function raftKindName(message: RaftMessage): string {
  switch (message.type) {
    case 'voteAnswer':
      return message.granted ? 'VoteGranted' : 'VoteDenied';
    case 'preVoteAnswer':
      return message.granted ? 'PreVoteGranted' : 'PreVoteDenied';
    default:
      return capitalized(message.type);
  }
}

export function raftMessageDetail(message: RaftMessage): string {
  const term = `term ${message.term}`;
  switch (message.type) {
    case 'requestVote':
    case 'requestPreVote':
      return `${term}, last ${message.lastIndex}@${message.lastTerm}`;
    case 'preVoteAnswer':
      return `${term}, proposed ${message.proposed}`;
    case 'appendEntries': {
      const prev = `prev ${message.prevIndex}@${message.prevTerm}`;
      const entries = message.entries.map(entryText).join(' ');
      return `${term}, ${prev}, [${entries}], commit ${message.commitIndex}`;
    }
    case 'heartbeat':
      return `${term}, round ${message.round}, commit ${message.commitIndex}`;
    case 'heartbeatAnswer':
      return `${term}, round ${message.round}`;
    case 'appendAccepted':
      return `${term}, match ${message.matchIndex}`;
    case 'appendRejected':
      return `${term}, prev ${message.prevIndex}, hint ${message.hintIndex}@${message.hintTerm}`;
    case 'installSnapshot':
      return `${term}, snapshot ${message.snapshotIndex}@${message.snapshotTerm}, from byte ${message.offset} of ${message.size}`;
    case 'chunkReceived':
      return `${term}, snapshot ${message.snapshotIndex}, ${message.received} bytes`;
    case 'ownAppendDurable':
      return `${term}, index ${message.index}`;
    case 'voteAnswer':
    case 'timeoutNow':
      return term;
  }
}

export function entryText(entry: Entry): string {
  switch (entry.type) {
    case 'data':
      return payloadText(entry.data);
    case 'noop':
      return 'no-op';
    case 'membership':
      return membershipText(entry.membership);
  }
}

export function membershipText({ voters, outgoing, learners }: Membership): string {
  const old = outgoing === 0 ? '' : ` ← ${serversText(outgoing)}`;
  const learning = learners === 0 ? '' : ` + ${serversText(learners)}`;
  return `${serversText(voters)}${old}${learning}`;
}

export function raftRecordDetail(record: RaftRecord): string {
  switch (record.type) {
    case 'vote':
      return record.votedFor === null
        ? `term ${record.term}`
        : `term ${record.term}, vote for S${record.votedFor + 1}`;
    case 'append':
      return `append ${record.entries.map((entry) => `${entryText(entry)}@${entry.term}`).join(' ')}`;
    case 'truncate':
      return `truncate from ${record.from}`;
    case 'compact':
      return `snapshot through ${record.snapshot.index}`;
    case 'chunk':
      return `snapshot ${record.index}, byte ${record.offset} of ${record.size}`;
    case 'install':
      return 'install snapshot';
  }
}

export function raftCommandDetail(command: RaftCommand): string {
  switch (command.type) {
    case 'propose':
      return `write ${payloadText(command.data)}`;
    case 'read':
      return `read (${command.mode})`;
    case 'changeMembership':
      return `${command.transition}: ${command.changes.map(({ type, server }) => `${type} S${server + 1}`).join(', ')}`;
    case 'transferLeadership':
      return `transferLeadership S${command.to + 1}`;
    case 'compact':
      return `compact through ${command.through}`;
  }
}

export function raftAnswerDetail(answer: RaftAnswer): string {
  switch (answer.type) {
    case 'committed':
      return `committed ${answer.index}@${answer.term}`;
    case 'read':
      return `read at ${answer.index} (${answer.by})`;
    case 'compacted':
      return `compacted ${answer.index}`;
    case 'refused':
      return refusedText(answer.reason, 'leader', answer.leader);
    case 'transferred':
    case 'unknown':
      return answer.type;
  }
}

export function raftOutputDetail(output: RaftOutput): string {
  return output.type === 'entry'
    ? `${output.index}: ${entryText(output.entry)}@${output.entry.term}`
    : `snapshot through ${output.snapshot.index}`;
}

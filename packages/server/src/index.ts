/**
 * One member of an ensemble: a protocol core, a disk, the replicated tree, and the doors to it. Here
 * is all of it that needs no particular world; `@menagerie/server/node` is the one on Node.
 *
 * ```js
 * import { startServer } from '@menagerie/server/node';
 *
 * const server = await startServer({ core: 'raft', clientPort: 0 });
 * console.log('listens:', server.clientPort > 0);
 * // Here zkCli.sh -server 127.0.0.1:<clientPort>, or any client of ZooKeeper.
 * await server.close();
 * ```
 *
 * @packageDocumentation
 */

export {
  ADMIN_COMMANDS,
  type AdminRecord,
  type AdminValue,
  adminAnswer,
} from './admin/commands.ts';
export { type Readiness, readiness } from './admin/health.ts';
export { type AuditEntry, auditedIn, auditLine } from './audit/audit.ts';
export { Connection, type Desk, type Opened } from './client/connection.ts';
export type { FrontEvent, Refusal } from './client/events.ts';
export { Front, type FrontParts } from './client/front.ts';
export { CLIENT_LIMITS, type ClientLimits } from './client/limits.ts';
export type { SaslRules } from './client/sasl.ts';
export type { ClientSocket } from './client/socket.ts';
export type { Unreadable } from './client/unreadable.ts';
export { type Disk, Driver, type DriverParts, encodeBatch } from './driver/driver.ts';
export { decodeImage, encodeImage, foldBatch, imageSlices, joinSlices } from './driver/image.ts';
export type { Clock } from './driver/timers.ts';
export { paxosKernel, raftKernel, zabKernel } from './kernels/index.ts';
export type {
  Contents,
  CoreName,
  Delivered,
  EnsembleOptions,
  Kernel,
  Membership,
  Move,
  Outcome,
  Pieces,
  Role,
} from './kernels/kernel.ts';
export { firstQuorums, firstVoters, placesBut } from './kernels/kernel.ts';
export { quorumsAmong, type VotingPower } from './kernels/quorums.ts';
export { type Log, type LogFields, silentLog } from './log.ts';
export type { TreeShelf } from './member/compaction.ts';
export { Ledger, type Settled } from './member/ledger.ts';
export { LedgerRestorer, type Restored } from './member/ledger-restorer.ts';
export { Member } from './member/member.ts';
export type { MemberParts } from './member/member-parts.ts';
export { membersNamedIn, startedWith } from './member/named-members.ts';
export {
  decodeProposal,
  type Proposal,
  ProposalKind,
  type Wish,
  wish,
} from './member/proposal.ts';
export type { ReapOptions } from './member/reaper.ts';
export type { Service } from './member/service.ts';
export type { Settle } from './member/waiting.ts';
export { type ConfigRequest, compositionAfter } from './roster/change.ts';
export {
  HierarchyError,
  hasWeight,
  hierarchyIn,
  isOfHierarchy,
  misfit,
  mostGroupsOn,
  powerOf,
} from './roster/hierarchy.ts';
export {
  type Composition,
  type Hierarchy,
  hierarchyLines,
  linesOf,
  MOST_ID,
  placeOf,
  placesOf,
  type QuorumGroup,
  type Roster,
  type RosterMember,
  rosterText,
  type ServerWeight,
} from './roster/roster.ts';
export { membershipOf, type RosterRules, Rosters } from './roster/rosters.ts';
export { rosterIn } from './roster/spec.ts';
export { SpecError } from './roster/spec-error.ts';
export { textOf, utf8Of } from './roster/utf8.ts';
export { Distribution, type Quantile } from './stats/distribution.ts';
export { Flushes } from './stats/flushes.ts';
export { Meter, type MeterClock } from './stats/meter.ts';
export { Tally } from './stats/tally.ts';
export { Traffic } from './stats/traffic.ts';
export { type Counters, Vitals } from './stats/vitals.ts';
export {
  type CorePicture,
  type Look,
  type LookedNode,
  type Picture,
  TRACE_VERSION,
  type TraceBody,
  type TraceEvent,
  type TraceMessage,
  type Written,
} from './trace/events.ts';
export type { Lens } from './trace/lens.ts';
export { type LookedClient, lookAt } from './trace/look.ts';
export type {
  LinkName,
  PlaygroundAct,
  PlaygroundMessage,
  PlaygroundServer,
} from './trace/playground.ts';
export { type TraceListener, Tracer, type TracerParts } from './trace/tracer.ts';
export { VERSION } from './version.ts';
export { hex } from './words/format.ts';
export { gauges } from './words/mntr.ts';
export type {
  Mode,
  Survey,
  SurveyedConnection,
  SurveyedExpiry,
  SurveyedLead,
  SurveyedMember,
  SurveyedSettings,
} from './words/survey.ts';
export { NOT_SERVING, SAFE_WORDS, Words } from './words/words.ts';

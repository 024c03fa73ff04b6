import type { EventId, PropertyKind, ServerId } from '@menagerie/contract';
import type { Frame, MessageRow } from './frame.ts';
import type { EventKind, HistoryChunk } from './history.ts';
import type { ProtocolName } from './protocols.ts';
import type { Words } from './words.ts';

/** What a reader does, in the page's words; the worker turns it into an act of the simulator. */
export type LabAct =
  | { readonly type: 'crash'; readonly server: ServerId; readonly loseUnsynced: boolean }
  | { readonly type: 'recover'; readonly server: ServerId }
  | { readonly type: 'wipe'; readonly server: ServerId }
  | { readonly type: 'pause'; readonly server: ServerId }
  | { readonly type: 'resume'; readonly server: ServerId }
  | { readonly type: 'skew'; readonly server: ServerId; readonly rate: number }
  | { readonly type: 'timeout'; readonly server: ServerId }
  | { readonly type: 'sync'; readonly server: ServerId }
  | { readonly type: 'write'; readonly server: ServerId }
  | { readonly type: 'read'; readonly server: ServerId }
  | { readonly type: 'cut'; readonly links: readonly LinkName[] }
  | { readonly type: 'mend'; readonly links: readonly LinkName[] }
  | { readonly type: 'drop'; readonly message: MessageRow }
  | { readonly type: 'duplicate'; readonly message: MessageRow }
  | { readonly type: 'reschedule'; readonly message: MessageRow; readonly dueAt: number };

export interface LinkName {
  readonly from: ServerId;
  readonly to: ServerId;
}

export type BranchId = number;

/** One course of events; the first has no parent. */
export interface Branch {
  readonly id: BranchId;
  readonly parent: BranchId | null;
  /** Where it leaves its parent: after this step, at this virtual time. */
  readonly step: number;
  readonly at: number;
  readonly act: LabAct | null;
}

/** What a message of a kind looks like. The name is the wire's and is never translated. */
export interface MessageKind {
  readonly name: string;
  readonly glyph: Glyph;
  /** What a message of this kind says, in a few words. */
  readonly says: Words;
}

export type Glyph =
  | 'vote-ask'
  | 'prevote-ask'
  | 'vote-yes'
  | 'vote-no'
  | 'append'
  | 'heartbeat'
  | 'ack'
  | 'nack'
  | 'snapshot'
  | 'commit'
  | 'other';

export interface RuleNote {
  readonly id: string;
  readonly source: string;
  readonly says: Words;
}

export interface PropertyNote {
  readonly name: string;
  readonly title: Words;
  readonly source: string;
  readonly kind: PropertyKind;
  readonly says: Words;
}

export interface MutantNote {
  readonly id: string;
  readonly mistake: Words;
  readonly source: string;
}

/** What a picker chooses: a built-in scenario and its knobs. */
export interface BuiltinChoice {
  readonly protocol: ProtocolName;
  readonly name: string;
  readonly servers: number;
  readonly seed: number;
  readonly mutant: string | null;
  /** Of Raft. */
  readonly preVote: boolean;
  /** Of Raft. */
  readonly checkQuorum: boolean;
  /** Of Zab: the rules of ZooKeeper, or those of the paper. */
  readonly variant: 'zookeeper' | 'paper';
}

export type OpenSource =
  | { readonly type: 'builtin'; readonly choice: BuiltinChoice }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly link: string };

export interface RunMeta {
  readonly protocol: ProtocolName;
  readonly title: string;
  readonly servers: number;
  readonly seed: number;
  readonly mutant: MutantNote | null;
  /** The built-in scenario that it is, untouched. */
  readonly choice: BuiltinChoice | null;
  readonly kinds: readonly MessageKind[];
  readonly rules: readonly RuleNote[];
  readonly mutants: readonly MutantNote[];
  readonly properties: readonly PropertyNote[];
}

/** Why a scenario cannot be opened, for a sentence in the page's language. */
export interface OpenProblem {
  readonly code:
    | 'bad-link'
    | 'bad-json'
    | 'bad-scenario'
    | 'unknown-field'
    | 'missing-server'
    | 'unknown-mutant'
    | 'unknown-protocol'
    | 'unknown-scenario'
    | 'internal';
  /** Where in the file, and what was found there; may be empty. */
  readonly place: string;
  readonly detail: string;
}

export type OpenResult =
  | { readonly ok: true; readonly meta: RunMeta; readonly chunk: HistoryChunk }
  | { readonly ok: false; readonly problem: OpenProblem };

export type ActResult =
  | {
      readonly ok: true;
      readonly branch: Branch;
      readonly chunk: HistoryChunk;
      readonly step: number;
    }
  | { readonly ok: false; readonly detail: string };

/** A piece of a server's memory, for the inspector. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** `disk`: survives a crash now. `unsynced`: written, would be lost. `memory`: never written. */
  readonly kept: 'disk' | 'unsynced' | 'memory';
  /** What the disk has instead, where that differs. */
  readonly onDisk: string | null;
}

export interface EntryLine {
  readonly index: number;
  /** The epoch as the page writes it, or the zxid. */
  readonly label: string;
  readonly epoch: number;
  readonly text: string;
}

export interface Inspection {
  readonly server: ServerId;
  readonly facts: readonly Fact[];
  readonly entries: readonly EntryLine[];
}

/** An event as a line can tell it; sentences are made of it in the page's language. */
export interface EventLine {
  readonly id: EventId;
  readonly step: number;
  readonly at: number;
  readonly kind: EventKind;
  readonly server: ServerId | null;
  readonly peer: ServerId | null;
  /** Name of a message, timer, rule, command, answer or property. */
  readonly name: string;
  /** Its fields, in the wire's words. */
  readonly detail: string;
  readonly value: number | boolean | null;
}

export interface Explanation {
  readonly event: EventLine;
  /** Rules asked in the same step by the same server, with what they said. */
  readonly rules: readonly { readonly rule: RuleNote; readonly verdict: boolean | number }[];
  /** From the nearest cause back to the first, at most a dozen. */
  readonly causes: readonly EventLine[];
  readonly effects: readonly EventLine[];
}

export interface Shared {
  /** The fragment after `#`. */
  readonly fragment: string;
  readonly json: string;
}

/** What the worker does for the page. */
export interface LabWorker {
  open(source: OpenSource): Promise<OpenResult>;
  /** What can be broken in a protocol, opened or not. */
  mutants(protocol: ProtocolName): Promise<readonly MutantNote[]>;
  /** Runs a branch on to a step and a virtual time, both; answers what the page lacks from `from`. */
  extend(branch: BranchId, from: number, toStep: number, at: number): Promise<HistoryChunk>;
  frames(branch: BranchId, steps: readonly number[]): Promise<readonly Frame[]>;
  act(branch: BranchId, step: number, at: number, act: LabAct): Promise<ActResult>;
  inspect(branch: BranchId, step: number, server: ServerId): Promise<Inspection>;
  message(branch: BranchId, step: number, message: MessageRow): Promise<string>;
  explain(branch: BranchId, event: EventId): Promise<Explanation>;
  lines(branch: BranchId, from: EventId, to: EventId): Promise<readonly EventLine[]>;
  linesOf(branch: BranchId, events: readonly EventId[]): Promise<readonly EventLine[]>;
  share(branch: BranchId): Promise<Shared>;
  milestones(branch: BranchId, toStep: number): Promise<readonly Milestone[]>;
}

/** What a challenge is judged by: the turning points of a run as plain data. */
export type Milestone =
  | {
      readonly type: 'elected';
      readonly event: EventId;
      readonly server: ServerId;
      readonly epoch: number;
    }
  | {
      readonly type: 'crashed';
      readonly event: EventId;
      readonly server: ServerId;
      readonly wasLeader: boolean;
      readonly epoch: number;
      readonly byReader: boolean;
    }
  | {
      readonly type: 'committed';
      readonly event: EventId;
      readonly index: number;
      readonly epoch: number;
      readonly write: boolean;
      /** Names the entry's content, so that two entries can be told apart. */
      readonly content: string;
    }
  /** At an index that was committed, something else was delivered. */
  | { readonly type: 'overwritten'; readonly event: EventId; readonly index: number }
  | { readonly type: 'violated'; readonly event: EventId; readonly property: string };

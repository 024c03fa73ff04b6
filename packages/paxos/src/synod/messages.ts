import type { ServerId } from '@menagerie/contract';
import type { Ballot } from '../ballot.ts';
import type { SynodRules } from './rules.ts';
import type { Proposal, SynodConfig, SynodImage, SynodState } from './types.ts';

/** What servers say to each other (Paxos Made Simple §2.2 and §2.3). */
export type SynodMessage =
  /** Phase 1a, of a proposer: promise me to accept nothing below this ballot. */
  | { readonly type: 'prepare'; readonly ballot: Ballot }
  /** Phase 1b, of an acceptor: promised; and this is the highest that I have accepted. */
  | {
      readonly type: 'promise';
      readonly ballot: Ballot;
      readonly accepted: Proposal | null;
      readonly incarnation: number;
    }
  /** Phase 2a, of a proposer that a quorum promised. */
  | { readonly type: 'accept'; readonly ballot: Ballot; readonly value: Uint8Array }
  /** Phase 2b, of an acceptor to every learner. */
  | {
      readonly type: 'accepted';
      readonly ballot: Ballot;
      readonly value: Uint8Array;
      readonly incarnation: number;
    }
  /** Of an acceptor: I have promised `promised`, which is above your `ballot` (end of §2.4). */
  | { readonly type: 'refused'; readonly ballot: Ballot; readonly promised: Ballot };

/** A message of one type. */
export type SynodMessageOf<T extends SynodMessage['type']> = Extract<
  SynodMessage,
  { readonly type: T }
>;

/** What a server writes to its disk. */
export type SynodRecord =
  /** The proposer will never use this round, or a lower one, again. */
  | { readonly type: 'round'; readonly round: number }
  | { readonly type: 'promise'; readonly ballot: Ballot }
  /** Ballot and value are one record: a vote is there whole, or not at all. */
  | { readonly type: 'accept'; readonly proposal: Proposal };

/** What a client asks of a server. */
export type SynodCommand =
  /** Have a value chosen: this one, if none is chosen or about to be. */
  | { readonly type: 'propose'; readonly value: Uint8Array }
  /** What was chosen? Answered at once, from what this server has learned. */
  | { readonly type: 'read' };

/** What a client is told, once for each command that is answered. */
export type SynodAnswer =
  /** Chosen, for good: perhaps not what this client wished. */
  | { readonly type: 'chosen'; readonly value: Uint8Array }
  /** Nothing was done and nothing will be. `proposer`: whom to ask instead. */
  | {
      readonly type: 'refused';
      readonly reason: 'not-a-proposer' | 'nothing-learned';
      readonly proposer: ServerId | null;
    };

/** What the application on this server is given, once in each run. */
export interface SynodOutput {
  readonly type: 'learned';
  readonly value: Uint8Array;
}

/** `retry`: a ballot has come to nothing; try a higher one (§2.4). */
export type SynodTimer = 'retry';

/** The name of a rule; see `synodRuleInfos`. */
export type SynodRule = keyof SynodRules;

/** The types of the Synod, for every tool that drives a core. */
export interface SynodShape {
  readonly config: SynodConfig;
  readonly state: SynodState;
  readonly image: SynodImage;
  readonly message: SynodMessage;
  readonly record: SynodRecord;
  readonly command: SynodCommand;
  readonly answer: SynodAnswer;
  readonly output: SynodOutput;
  readonly timer: SynodTimer;
  readonly rule: SynodRule;
}

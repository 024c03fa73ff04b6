import { type Codec, decode, ErrorCode, int, JuteWriter, long, record } from '@menagerie/jute';
import type { Tree } from '@menagerie/znode';
import { type ConfigRequest, membersAfter } from './change.ts';
import {
  linesOf,
  MOST_ID,
  placesOf,
  type Roster,
  type RosterMember,
  rosterText,
} from './roster.ts';
import { rosterIn } from './spec.ts';

/** What may become of the configuration. Has to be the same on all servers. */
export interface RosterRules {
  /**
   * - `off`: nobody may change it; it is what the servers were started with.
   * - `alone`: the server is not of an ensemble.
   * - `on`: whoever has WRITE on `/zookeeper/config` may.
   */
  readonly reconfig: 'off' | 'alone' | 'on';
  /** Fewer voters are refused. */
  readonly leastVoters: number;
}

/** A configuration that was asked for, and is not in force yet. */
export interface Plan {
  /** Of the request: no other plan has it. */
  readonly zxid: bigint;
  readonly members: readonly RosterMember[];
}

/** What became of a plan. */
export interface Conclusion {
  readonly plan: bigint;
  /** 0 where it is in force. */
  readonly error: number;
}

const ConclusionRecord: Codec<Conclusion> = record<Conclusion>('Conclusion', {
  plan: long,
  error: int,
});

export function encodeConclusion(conclusion: Conclusion): Uint8Array {
  const writer = new JuteWriter();
  ConclusionRecord.write(writer, conclusion);
  return writer.bytes();
}

/** @throws JuteError if the bytes are none */
export function decodeConclusion(bytes: Uint8Array): Conclusion {
  return decode(ConclusionRecord, bytes);
}

/** A request as it was delivered. */
export interface PlanAsked {
  readonly zxid: bigint;
  readonly isOpen: boolean;
  readonly mayConfigure: boolean;
  readonly request: ConfigRequest;
}

/**
 * The configuration in force, and the one that is planned: a function of what was delivered, alike
 * on all servers. Between the two the leader has its core change who votes.
 */
export class Rosters {
  /** Null before the first is known. */
  active: Roster | null = null;
  plan: Plan | null = null;
  readonly #rules: RosterRules;

  constructor(rules: RosterRules) {
    this.#rules = rules;
  }

  get isOn(): boolean {
    return this.#rules.reconfig === 'on';
  }

  /** An ensemble begins with members. @returns the roster, where that is another one than before */
  begin(zxid: bigint, lines: string): Roster | null {
    const { active } = this;
    if (active !== null && (this.isOn || linesOf(active.members) === lines)) return null;
    this.active = { version: zxid, members: rosterIn(lines).members };
    return this.active;
  }

  /** Somebody asks for another one. @returns the code of the error; 0 where it is planned now */
  ask({ zxid, isOpen, mayConfigure, request }: PlanAsked): number {
    const { reconfig, leastVoters } = this.#rules;
    if (reconfig === 'off') return ErrorCode.reconfigDisabled;
    if (!isOpen) return ErrorCode.sessionExpired;
    if (reconfig === 'alone' || this.active === null) return ErrorCode.unimplemented;
    if (this.plan !== null) return ErrorCode.reconfigInProgress;
    const members = membersAfter(this.active, request, leastVoters);
    if (typeof members === 'number') return members;
    const isFit = members.every(({ id }) => id >= 1 && id <= MOST_ID);
    if (!isFit) return ErrorCode.badArguments;
    if (!mayConfigure) return ErrorCode.noAuth;
    this.plan = { zxid, members };
    return ErrorCode.ok;
  }

  /** @returns the code of the error, or the roster that is in force now */
  conclude(zxid: bigint, { plan, error }: Conclusion): number | Roster {
    if (this.plan?.zxid !== plan) return ErrorCode.badVersion;
    const { members } = this.plan;
    this.plan = null;
    if (error !== ErrorCode.ok) return error;
    this.active = { version: zxid, members };
    return this.active;
  }

  /** Who is to vote and who is to listen, by their places; null where it cannot change. */
  get target(): {
    readonly voters: readonly number[];
    readonly observers: readonly number[];
  } | null {
    const members = this.plan?.members ?? this.active?.members ?? null;
    if (!this.isOn || members === null) return null;
    return {
      voters: placesOf({ members }, 'participant'),
      observers: placesOf({ members }, 'observer'),
    };
  }

  /** As it stands in a snapshot. */
  get kept(): KeptRosters {
    const { active, plan } = this;
    return {
      roster: active === null ? null : rosterText(active),
      planned: plan === null ? null : linesOf(plan.members),
      plannedAt: plan?.zxid ?? 0n,
    };
  }

  restore({ roster, planned, plannedAt }: KeptRosters): void {
    this.active = roster === null ? null : rosterIn(roster);
    this.plan = planned === null ? null : { zxid: plannedAt, members: rosterIn(planned).members };
  }
}

/** Of a snapshot. */
export interface KeptRosters {
  readonly roster: string | null;
  readonly planned: string | null;
  readonly plannedAt: bigint;
}

/** Whether somebody who is known by identities may change what a tree has as its configuration. */
export function mayConfigure(
  tree: Tree,
  identities: readonly { readonly scheme: string | null; readonly id: string | null }[] | null,
): boolean {
  return tree.mayConfigure(
    (identities ?? []).flatMap(({ scheme, id }) =>
      scheme === null || id === null ? [] : [{ scheme, id }],
    ),
  );
}

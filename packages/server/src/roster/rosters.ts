import { type Codec, decode, ErrorCode, int, JuteWriter, long, record } from '@menagerie/jute';
import type { Tree } from '@menagerie/znode';
import type { Membership } from '../kernels/kernel.ts';
import { type ConfigRequest, compositionAfter } from './change.ts';
import { powerOf } from './hierarchy.ts';
import {
  type Composition,
  linesOf,
  MOST_ID,
  placeOf,
  placesOf,
  type Roster,
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
  /** More groups with weights are refused: see {@link mostGroupsOn}. */
  readonly mostGroups: number;
}

/** A configuration that was asked for, and is not in force yet. */
export interface Plan extends Composition {
  /** Of the request: no other plan has it. */
  readonly zxid: bigint;
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
    const { active, isOn } = this;
    if (active !== null && isOn) return null;
    // As Apache's has it, where nothing can come behind the first.
    const begun = { ...rosterIn(lines), version: isOn ? zxid : 0n };
    if (active !== null && rosterText(active) === rosterText(begun)) return null;
    this.active = begun;
    return begun;
  }

  /** Somebody asks for another one. @returns the code of the error; 0 where it is planned now */
  ask({ zxid, isOpen, mayConfigure, request }: PlanAsked): number {
    const { reconfig, leastVoters, mostGroups } = this.#rules;
    if (reconfig === 'off') return ErrorCode.reconfigDisabled;
    if (!isOpen) return ErrorCode.sessionExpired;
    if (reconfig === 'alone' || this.active === null) return ErrorCode.unimplemented;
    if (this.plan !== null) return ErrorCode.reconfigInProgress;
    const after = compositionAfter(this.active, request, leastVoters);
    if (typeof after === 'number') return after;
    const { members, hierarchy } = after;
    const isFit = members.every(({ id }) => id >= 1 && id <= MOST_ID);
    if (!isFit) return ErrorCode.badArguments;
    if (hierarchy !== null && hierarchy.groups.length > mostGroups) return ErrorCode.unimplemented;
    if (!mayConfigure) return ErrorCode.noAuth;
    this.plan = { zxid, members, hierarchy };
    return ErrorCode.ok;
  }

  /** @returns the code of the error, or the roster that is in force now */
  conclude(zxid: bigint, { plan, error }: Conclusion): number | Roster {
    if (this.plan?.zxid !== plan) return ErrorCode.badVersion;
    const { members, hierarchy } = this.plan;
    this.plan = null;
    if (error !== ErrorCode.ok) return error;
    this.active = { version: zxid, members, hierarchy };
    return this.active;
  }

  /** Who is to vote and who is to listen, by their places; null where it cannot change. */
  get target(): Membership | null {
    const composition = this.plan ?? this.active;
    return this.isOn && composition !== null ? membershipOf(composition) : null;
  }

  /** As it stands in a snapshot. */
  get kept(): KeptRosters {
    const { active, plan } = this;
    return {
      roster: active === null ? null : rosterText(active),
      planned: plan === null ? null : linesOf(plan),
      plannedAt: plan?.zxid ?? 0n,
    };
  }

  restore({ roster, planned, plannedAt }: KeptRosters): void {
    this.active = roster === null ? null : rosterIn(roster);
    if (planned === null) this.plan = null;
    else {
      const { members, hierarchy } = rosterIn(planned);
      this.plan = { zxid: plannedAt, members, hierarchy };
    }
  }
}

/** Who votes and who listens where members may change, by their places. */
export function membershipOf(composition: Composition): Membership {
  const voters = placesOf(composition, 'participant');
  const { hierarchy } = composition;
  const power = hierarchy === null ? null : powerOf(hierarchy, voters, MOST_ID, placeOf);
  return { voters, observers: placesOf(composition, 'observer'), power };
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

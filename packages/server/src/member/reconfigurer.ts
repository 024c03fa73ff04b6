import type { Shape } from '@menagerie/contract';
import { ErrorCode } from '@menagerie/jute';
import type { Clock } from '../driver/timers.ts';
import {
  type EnsembleOptions,
  firstVoters,
  type Membership,
  type Move,
} from '../kernels/kernel.ts';
import { encodeConclusion, type Rosters } from '../roster/rosters.ts';
import { ProposalKind, type Unsigned, wish } from './proposal.ts';
import type { Settle } from './waiting.ts';

/** What a reconfigurer asks of its member. */
export interface ReconfigurerParts<S extends Shape> {
  readonly clock: Clock;
  readonly rosters: Rosters;
  /** Who belongs where nobody may change that; `null` for a server that is alone. */
  readonly fixed: Membership | null;
  /** So long servers may take to come and to catch up, before a plan is given up. @default 5000 */
  readonly patienceMs?: number | undefined;
  leads(): boolean;
  /** `null` where the core does not run. */
  move(target: Membership): Move<S> | null;
  /** @param done called once the core has answered */
  command(command: S['command'], done: (answer: S['answer']) => void): void;
  submit(asked: Unsigned, settle: Settle): void;
}

/** So long servers may take to come, where nothing else is said. */
const PATIENCE_MS = 5000;

/** What may bring another configuration, or somebody to see to it. */
export const OF_ROSTERS: ReadonlySet<ProposalKind> = new Set([
  ProposalKind.opening,
  ProposalKind.reconfig,
  ProposalKind.concludeReconfig,
]);

/** The members of an ensemble that nobody may change. */
export function fixedMembership(ensemble: EnsembleOptions): Membership | null {
  const { servers, observers, power = null } = ensemble;
  return servers === 1 ? null : { voters: firstVoters(ensemble), observers, power };
}

/** Between two looks at what the core has come to. */
const LOOK_MS = 50;

/**
 * Brings a core to the membership that the configuration names: move by move, as a leader, and
 * whichever server leads. A member whose disk was replaced is exchanged in the same way. Where a plan is
 * given up, it brings it back.
 */
export class Reconfigurer<S extends Shape> {
  readonly #parts: ReconfigurerParts<S>;
  #stop: (() => void) | null = null;
  /** A command of the core, or the end of a plan, is on its way. */
  #isBusy = false;
  #plan: bigint | null = null;
  #since = 0;

  constructor(parts: ReconfigurerParts<S>) {
    this.#parts = parts;
  }

  /** There is a plan, or this server leads: something may be to do. */
  poke(): void {
    if (this.#stop !== null) return;
    this.#stop = this.#parts.clock.after(0, () => this.#look());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #look(): void {
    const { clock, rosters, fixed } = this.#parts;
    this.#stop = null;
    const { plan, isOn } = rosters;
    const target = isOn ? rosters.target : fixed;
    if (target === null || !this.#parts.leads()) {
      this.#plan = null;
      this.#isBusy = false;
      return;
    }
    if (this.#plan !== (plan?.zxid ?? null)) {
      this.#plan = plan?.zxid ?? null;
      this.#since = clock.now();
    }
    if (!this.#isBusy && this.#goOn(target)) return;
    this.#stop = clock.after(LOOK_MS, () => this.#look());
  }

  /** @returns whether nothing is left to do */
  #goOn(target: Membership): boolean {
    const { clock, patienceMs = PATIENCE_MS } = this.#parts;
    const next = this.#parts.move(target);
    if (next?.type === 'done') {
      if (this.#plan === null) return true;
      this.#conclude(ErrorCode.ok);
    } else if (this.#plan !== null && clock.now() - this.#since > patienceMs) {
      this.#conclude(ErrorCode.newConfigNoQuorum);
    } else if (next?.type === 'command') {
      this.#isBusy = true;
      this.#parts.command(next.command, () => {
        this.#isBusy = false;
      });
    }
    return false;
  }

  #conclude(error: number): void {
    if (this.#plan === null) return;
    this.#isBusy = true;
    const data = encodeConclusion({ plan: this.#plan, error });
    this.#parts.submit(wish(ProposalKind.concludeReconfig, { data }), () => {
      this.#isBusy = false;
    });
  }
}

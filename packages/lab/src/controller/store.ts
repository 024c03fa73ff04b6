import type { EventId, ServerId } from '@menagerie/contract';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChallengeResult } from '../model/challenge.ts';
import type { Frame, MessageKey } from '../model/frame.ts';
import type { Branch, BranchId, OpenProblem, RunMeta } from '../model/run.ts';

export type View = 'stage' | 'log' | 'timeline' | 'invariants' | 'why' | 'inspector' | 'transcript';

export type Selection =
  | { readonly type: 'server'; readonly server: ServerId }
  | { readonly type: 'message'; readonly key: MessageKey }
  | { readonly type: 'link'; readonly from: ServerId; readonly to: ServerId };

export type Tool = 'select' | 'cut' | 'part';

/** Which run this is, and its courses. */
export interface RunSlice {
  readonly status: 'loading' | 'ready';
  readonly problem: OpenProblem | null;
  readonly meta: RunMeta | null;
  readonly branches: readonly Branch[];
  readonly branch: BranchId;
  /** Counts up whenever more history is known. */
  readonly known: number;
  readonly challenge: ChallengeResult | null;
}

/** Where in it the reader is. The time between two steps lives in the player, not here. */
export interface CursorSlice {
  readonly frame: Frame | null;
  readonly playing: boolean;
  readonly speed: number;
  readonly stopped: string | null;
}

export interface SelectionSlice {
  readonly selection: Selection | null;
  readonly event: EventId | null;
  readonly menu: { readonly target: Selection; readonly x: number; readonly y: number } | null;
  /** Servers chosen so far in partition mode; `null` outside it. */
  readonly partition: readonly ServerId[] | null;
}

export interface ViewSlice {
  readonly tab: View;
  /** Whether the sheet of panels is unfolded, where it folds. */
  readonly open: boolean;
  readonly tool: Tool;
  readonly sheet: 'help' | 'scenario' | 'share' | 'goto' | null;
  readonly notice: string | null;
}

export interface PrefsSlice {
  readonly letters: boolean;
  readonly calm: boolean;
}

export type LabState = RunSlice & CursorSlice & SelectionSlice & ViewSlice & PrefsSlice;
export type LabStore = StoreApi<LabState>;

export function createLabStore(initial: Partial<LabState>): LabStore {
  return createStore<LabState>(() => ({
    status: 'loading',
    problem: null,
    meta: null,
    branches: [],
    branch: 0,
    known: 0,
    challenge: null,
    frame: null,
    playing: false,
    speed: 1,
    stopped: null,
    selection: null,
    event: null,
    menu: null,
    partition: null,
    tab: 'why',
    open: false,
    tool: 'select',
    sheet: null,
    notice: null,
    letters: true,
    calm: false,
    ...initial,
  }));
}

/** A run just opened: one branch, at its beginning, nothing chosen. */
export function openedRun(
  meta: RunMeta,
  known: number,
  challenge: ChallengeResult | null,
): Partial<LabState> {
  return {
    status: 'ready',
    meta,
    branches: [{ id: 0, parent: null, step: 0, at: 0, act: null }],
    branch: 0,
    known,
    selection: null,
    event: null,
    menu: null,
    stopped: null,
    challenge,
  };
}

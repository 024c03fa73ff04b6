/** What a client asks for. A path is that of a child of the root; no path is asked for in two forms. */
export type Asked =
  /** `data` is another one for each call. */
  | {
      readonly type: 'create';
      readonly path: string;
      readonly data: string;
      readonly ephemeral: boolean;
    }
  /** `data` is another one for each call; `version` must be met, `null` for any. */
  | {
      readonly type: 'set';
      readonly path: string;
      readonly data: string;
      readonly version: number | null;
    }
  | { readonly type: 'delete'; readonly path: string; readonly version: number | null }
  /**
   * Data and stat. `synced`: behind a `sync` of the same connection, and the call begins with that
   * one. `watch`: leaves a watch where there is a znode.
   */
  | {
      readonly type: 'read';
      readonly path: string;
      readonly synced: boolean;
      readonly watch: boolean;
    }
  /** Ends the session. */
  | { readonly type: 'close' };

/** A znode as a read shows it. */
export type Shown = {
  readonly data: string;
  readonly version: number;
  /** The zxids of its creation and of its data. */
  readonly czxid: number;
  readonly mzxid: number;
  /** The session that it is the ephemeral of, as text; `null` for none. */
  readonly owner: string | null;
};

/** Why a call changed nothing, or found nothing. */
export type Refusal = 'no-node' | 'node-exists' | 'bad-version';

/** What a server said to a call. */
export type Answer =
  /** Of a write, or of the end of a session. `version`: what data have now, `null` without data. */
  | { readonly type: 'done'; readonly version: number | null }
  | { readonly type: 'found'; readonly shown: Shown }
  | { readonly type: 'error'; readonly error: Refusal };

/** What happened to a session, at its client. Its place in the list is its time. */
export type Moment =
  /** A server took it in for the first time. */
  | { readonly type: 'opened'; readonly session: string }
  /**
   * It is on another connection now. `watches`: whether its client has all its watches set there
   * again before anything else.
   */
  | { readonly type: 'moved'; readonly session: string; readonly watches: 'kept' | 'gone' }
  /** `call` is a number that no other call of the history has. */
  | {
      readonly type: 'asked';
      readonly session: string;
      readonly call: number;
      readonly asked: Asked;
    }
  /** Calls without an answer are open for ever. `zxid` is that of the reply. */
  | {
      readonly type: 'answered';
      readonly session: string;
      readonly call: number;
      readonly zxid: number;
      readonly answer: Answer;
    }
  /** It had no effect and never will. */
  | { readonly type: 'refused'; readonly session: string; readonly call: number }
  /** A watch fired. `zxid` is that of the change; -1 where the server does not say. */
  | {
      readonly type: 'heard';
      readonly session: string;
      readonly path: string;
      readonly change: 'created' | 'deleted' | 'data-changed';
      readonly zxid: number;
    }
  /** Its client was told that it is over. */
  | { readonly type: 'expired'; readonly session: string };

/** All that clients saw, in the order of time: one clock, one list. */
export type History = readonly Moment[];

/** What there is when all is quiet: every server runs, reaches all others, and has all that was written. */
export interface Ending {
  /** The tree of each server, as text that is equal where trees are. */
  readonly trees: readonly string[];
  /** All paths that clients asked for, and what is there. */
  readonly shown: ReadonlyMap<string, Shown | null>;
  /** The sessions that there are. */
  readonly sessions: readonly string[];
}

/** What a judge can find wrong. */
export type Promised =
  /** Writes and synced reads have an order that explains them and respects time; sessions end with their ephemerals. */
  | 'linearizable'
  /** What a session is shown never goes back, also where it moves. */
  | 'in-order'
  /** A reply shows the tree as it was at the zxid of the reply. */
  | 'of-its-zxid'
  /** What was answered is there in the end, on all servers alike. */
  | 'kept'
  /** Ephemerals are there as long as their session, and no longer. */
  | 'with-session'
  /** Who watches hears of a change before any reply shows it. */
  | 'told-first';

/** Something that was promised, and is not so. */
export interface Fault {
  readonly promised: Promised;
  readonly sentence: string;
  /** As SVG, of the smallest part that has no explanation. */
  readonly picture: string | null;
}

/** What a judge has to say. */
export interface Judgement {
  readonly faults: readonly Fault[];
  /** Paths whose operations were too many to say. */
  readonly undecided: readonly string[];
  /** Calls that were answered. */
  readonly answered: number;
}

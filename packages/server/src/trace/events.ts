/** What is written, of a client's or of a server's own. */
export interface Written {
  /** `create`, `setData`, `multi`, `createSession`, `opening`, `sync` … */
  readonly op: string;
  /** `null` where it is about no znode, or about several. */
  readonly path: string | null;
  /** In hexadecimal digits; `null` for none. */
  readonly session: string | null;
}

/** What a server did, or what it took notice of. */
export type TraceBody =
  /** A message of the core left for another server. */
  | {
      readonly type: 'sent';
      readonly to: number;
      readonly kind: string;
      /** Term, ballot or epoch, as a number that grows as they do; `null` where the message names none. */
      readonly epoch: number | null;
    }
  /** One came. `cause` is the number of the event of its sending; `null` where the sender told none. */
  | {
      readonly type: 'received';
      readonly from: number;
      readonly cause: number | null;
      readonly kind: string;
      readonly epoch: number | null;
    }
  /** A batch was handed to the disk; with it the log of the server goes through `last`. */
  | { readonly type: 'wrote'; readonly batch: number; readonly last: number }
  /** The disk has the log through `last` for certain. */
  | { readonly type: 'durable'; readonly batch: number; readonly last: number }
  /** A client of this server, or the server itself, asked for a write. */
  | { readonly type: 'asked'; readonly serial: number; readonly what: Written }
  /** Of a leader: it handed writes to its core. Each by the server that waits for it, and its serial there. */
  | { readonly type: 'proposed'; readonly wishes: readonly (readonly [number, number])[] }
  /** A write was committed at a place of the log, and has its effect on this server's tree. */
  | {
      readonly type: 'applied';
      readonly index: number;
      readonly origin: number;
      readonly serial: number;
      /** In hexadecimal digits. */
      readonly zxid: string;
      /** Of the client; 0 for none. */
      readonly error: number;
      /** A leader that was over had proposed it: no effect. */
      readonly isVoid: boolean;
      readonly what: Written;
    }
  /** Whoever asked was told what came of it, or that nobody knows. */
  | { readonly type: 'answered'; readonly serial: number; readonly known: boolean }
  /** What it is in its protocol, and whom it takes for the leader. */
  | {
      readonly type: 'role';
      readonly part: string;
      readonly epoch: number;
      readonly leader: number | null;
    }
  /** A connection to another server came up, or broke. */
  | { readonly type: 'link'; readonly peer: number; readonly up: boolean }
  /** A client connected, or is gone. */
  | { readonly type: 'client'; readonly connection: number; readonly up: boolean }
  /** A watch fired for a connection. */
  | { readonly type: 'notified'; readonly connection: number; readonly path: string };

/** Something that a server did, and when. */
export interface TraceEvent {
  /** Milliseconds since 1970, of this server's clock, with fractions. */
  readonly at: number;
  /**
   * For each server the number of the newest of its events that came to pass before this one: a
   * vector clock. The number at this server's own place names the event. Numbers grow, also over
   * restarts; 0 where nothing is known.
   */
  readonly clock: readonly number[];
  readonly body: TraceBody;
}

/** What a server is at a moment, so far as its core knows. */
export interface CorePicture {
  /** What it is in its protocol, such as `leader`, `looking` or `following-discovery`. */
  readonly part: string;
  /** Term, ballot or accepted epoch, as a number that grows as they do. */
  readonly epoch: number;
  /** Of Zab; elsewhere the same as `epoch`. */
  readonly currentEpoch: number;
  readonly leader: number | null;
  /** Servers won so far, while it stands for election. */
  readonly votes: number;
  readonly voter: boolean;
  /** All through this place of the log are left out below. */
  readonly base: number;
  /** Epoch and counter of the entry at `base`; the counter tells two entries of one epoch apart. */
  readonly baseEntry: readonly [number, number];
  /** Epoch and counter of entry `base + 1 + i`. */
  readonly entries: readonly (readonly [number, number])[];
  /** Through this place the log is known here to be committed. */
  readonly committed: number;
}

/** What a server is at a moment: nothing before it is needed to show it. */
export interface Picture {
  readonly core: CorePicture;
  /** Through this place the log is on the disk for certain. */
  readonly durable: number;
  readonly serves: boolean;
  /** In hexadecimal digits, of the newest command that its tree has. */
  readonly zxid: string;
  /** In hexadecimal digits: equal trees have equal ones. */
  readonly digest: string;
  readonly znodes: number;
  readonly sessions: number;
  readonly watches: number;
  readonly clients: number;
}

/** A znode as a server's tree has it. */
export interface LookedNode {
  readonly path: string;
  readonly version: number;
  readonly mzxid: string;
  readonly bytes: number;
  /** The beginning of its data; `null` for none. */
  readonly text: string | null;
  /** In hexadecimal digits; `null` for one that is not ephemeral. */
  readonly owner: string | null;
}

/** The tree, the sessions and the watches of a server, as far as there is room. */
export interface Look {
  readonly zxid: string;
  /** In the order of their paths, those that everybody may read. */
  readonly nodes: readonly LookedNode[];
  /** So many more were left out. */
  readonly more: number;
  readonly sessions: readonly { readonly id: string; readonly timeoutMs: number }[];
  /** Who is connected here. `session` is `null` before the handshake. */
  readonly clients: readonly {
    readonly connection: number;
    readonly session: string | null;
    readonly address: string;
  }[];
  readonly watches: readonly { readonly connection: number; readonly paths: readonly string[] }[];
}

/** The version of what stands in this file. */
export const TRACE_VERSION = 1;

/** What a server says to a viewer, one JSON text a message. */
export type TraceMessage =
  | {
      readonly type: 'hello';
      readonly version: typeof TRACE_VERSION;
      readonly core: 'zab' | 'raft' | 'paxos';
      readonly self: number;
      readonly servers: number;
    }
  /** `lost` events before these were not shown to this viewer. */
  | { readonly type: 'events'; readonly lost: number; readonly events: readonly TraceEvent[] }
  | { readonly type: 'picture'; readonly picture: Picture }
  | { readonly type: 'look'; readonly look: Look };

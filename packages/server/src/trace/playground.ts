/** One way from a server to another. Servers are counted from 0. */
export interface LinkName {
  readonly from: number;
  readonly to: number;
}

/** What a page asks a playground to do. `kill` is `kill -9`, `pause` is SIGSTOP. */
export type PlaygroundAct =
  | { readonly type: 'kill' | 'restart' | 'pause' | 'resume'; readonly server: number }
  | { readonly type: 'cut' | 'heal'; readonly links: readonly LinkName[] };

/** A server process as a page is told of it. */
export interface PlaygroundServer {
  readonly status: 'starting' | 'running' | 'paused' | 'ended';
  /** `null` while there is no process. */
  readonly pid: number | null;
  readonly clientPort: number;
}

/** What a playground tells a page: first of all, and whenever it changes. */
export type PlaygroundMessage =
  | {
      readonly type: 'ensemble';
      readonly core: 'zab' | 'raft' | 'paxos';
      /** Whether this page may do something. */
      readonly mayAct: boolean;
      readonly members: readonly PlaygroundServer[];
      readonly cuts: readonly LinkName[];
    }
  | { readonly type: 'refused'; readonly reason: string };

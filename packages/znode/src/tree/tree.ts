import type { JuteWriter } from '@menagerie/jute';
import { Restorer } from '../snapshot/restore.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import {
  plantStored,
  type StoredTree,
  type StoredZnode,
  storedZnodes,
} from '../snapshot/stored.ts';
import * as c from '../store/columns.ts';
import { Store } from '../store/store.ts';
import type { Present } from '../watches/watches.ts';
import { answer } from './answer.ts';
import { carryOutCommand, mayConfigure } from './apply.ts';
import type { Applied, Command, Identity } from './commands.ts';
import type { Core } from './core.ts';
import { settingsOf, type TreeOptions } from './options.ts';
import { plant } from './plant.ts';
import { type OverQuota, softExcess } from './quotas.ts';
import { type Reader, type ReadRequest, type ReadResult, read } from './read.ts';
import { isReapable, type Reapable } from './reap.ts';
import { Rolls } from './rolls.ts';
import { type Session, Sessions } from './sessions.ts';
import { longAt } from './stat.ts';

/** Makes a tree of a snapshot whose bytes come bit by bit. */
export interface TreeRestorer {
  /**
   * Takes the next bytes, cut anywhere. They are not copied, and must not change until `finish`.
   *
   * @throws {@link ZnodeError} where they are not those of a snapshot.
   */
  readonly push: (bytes: Uint8Array) => void;
  /**
   * The tree. To be called once.
   *
   * @throws {@link ZnodeError} where bytes are missing, or contradict each other.
   */
  readonly finish: () => Tree;
  /**
   * In the place of `finish` where nothing may wait for a large tree: between two steps, of some
   * thousand znodes each, others may have their turn. The last one comes to the tree.
   */
  readonly steps: () => Generator<undefined, Tree, undefined>;
}

/**
 * ZooKeeper's replicated state: the znodes, the sessions, and what follows from them. A function of
 * the commands that it was given: servers that apply the same ones, in the same order and with the
 * same options, have the same tree.
 */
export class Tree {
  #core: Core;
  #lastZxid = 0n;

  /** A tree without history: what ZooKeeper begins with. */
  constructor(options: TreeOptions = {}) {
    this.#core = coreOf(options);
    plant(this.#core.store, this.#core.settings.seed);
  }

  /**
   * A tree from the chunks of a snapshot, which may be cut anywhere. Its options are those of the
   * tree that the snapshot was taken of.
   *
   * @throws {@link ZnodeError} where the chunks are no whole snapshot.
   */
  static restore(chunks: Iterable<Uint8Array>, options: TreeOptions = {}): Tree {
    const restorer = Tree.restorer(options);
    for (const chunk of chunks) restorer.push(chunk);
    return restorer.finish();
  }

  /** Restores a tree whose snapshot comes bit by bit. */
  static restorer(options: TreeOptions = {}): TreeRestorer {
    const core = coreOf(options);
    const restorer = new Restorer(core);
    const steps = function* (): Generator<undefined, Tree, undefined> {
      const lastZxid = yield* restorer.finish();
      const tree = new Tree(options);
      tree.#core = core;
      tree.#lastZxid = lastZxid;
      return tree;
    };
    return {
      push: (bytes) => restorer.push(bytes),
      steps,
      finish: () => {
        const left = steps();
        let step = left.next();
        while (step.done !== true) step = left.next();
        return step.value;
      },
    };
  }

  /**
   * A tree of what another server has kept.
   *
   * @throws {@link ZnodeError} where a znode comes before its parent.
   */
  static of(stored: StoredTree, options: TreeOptions = {}): Tree {
    const core = coreOf(options);
    plantStored(core, stored);
    const tree = new Tree(options);
    tree.#core = core;
    tree.#lastZxid = stored.lastZxid;
    return tree;
  }

  /** The zxid of the last command; 0 before the first. */
  get lastZxid(): bigint {
    return this.#lastZxid;
  }

  /** ZooKeeper's digest of the tree, version 2: equal trees have equal ones. */
  get digest(): bigint {
    return this.#core.store.digest.value;
  }

  /** Znodes, the root and those below /zookeeper among them. */
  get size(): number {
    return this.#core.store.count;
  }

  /** Bytes of the data of all znodes. */
  get dataBytes(): number {
    return this.#core.store.dataBytes;
  }

  /** Code units of the paths of all znodes, the root's one among them. */
  get pathUnits(): number {
    return this.#core.store.pathUnits + 1;
  }

  /** Ephemeral znodes. */
  get ephemerals(): number {
    return this.#core.rolls.ephemeralCount;
  }

  /** The sessions that are open, in the order in which they were opened. */
  get sessions(): readonly Session[] {
    return this.#core.sessions.list();
  }

  /** How many sessions are open. */
  get sessionCount(): number {
    return this.#core.sessions.size;
  }

  /** A session that is open; null where there is none. */
  session(id: bigint): Session | null {
    return this.#core.sessions.get(id);
  }

  /**
   * Carries out a committed command. Never throws for what a client can cause; a command that fails
   * takes its zxid all the same. Data are copied, so the frame of the request may go.
   */
  apply(command: Command): Applied {
    this.#lastZxid = command.zxid;
    return carryOutCommand(this.#core, command);
  }

  /** Whether somebody has WRITE on `/zookeeper/config`, and so may change the ensemble. */
  mayConfigure(identities: readonly Identity[]): boolean {
    return mayConfigure(this.#core, identities);
  }

  /** Answers a read. Data in the reply are a view into the tree: send or copy them before `apply`. */
  read(request: ReadRequest, reader: Reader): ReadResult {
    return read(this.#core, request, reader);
  }

  /**
   * The tree as it is now, in chunks, while `apply` goes on: equal trees give equal bytes. Takes
   * time for the sessions at once, and for the znodes as they are asked for.
   */
  snapshot(): Snapshot {
    const { store, sessions } = this.#core;
    return new Snapshot(store, sessions.list(), this.#lastZxid);
  }

  /** All znodes, in no order that is promised. Data are views, good until the next `apply`. */
  znodes(): Iterable<StoredZnode> {
    return storedZnodes(this.#core);
  }

  /** What `Watches.setWatches` asks of a path: null where there is no znode. */
  present(path: string): Present | null {
    const { store } = this.#core;
    const row = store.find(path);
    if (row === c.NONE) return null;
    const { rows } = store;
    const mzxid = longAt(rows, row, c.MZXID);
    return { mzxid, pzxid: longAt(rows, row, c.PZXID), acl: store.acl(row) };
  }

  /**
   * Answers a read as `read` does, but as the frame of the reply with the zxid of the last command:
   * `writer.frame()` gives it, of an error too. Much the faster of the two. Returns the error.
   */
  answer(writer: JuteWriter, xid: number, request: ReadRequest, reader: Reader): number {
    return answer(this.#core, writer, { xid, zxid: this.#lastZxid }, request, reader);
  }

  /**
   * Whether a path is under a quota whose soft limits are overstepped: nobody is refused anything for
   * that, but somebody should know. Null where it is not.
   */
  overQuota(path: string): OverQuota | null {
    return softExcess(this.#core, path);
  }

  /**
   * Containers and TTL znodes that are to go at a time of the leader's clock, at most so many: what
   * the leader makes `reap` commands of, once a minute or so. Containers that never had a child
   * stay, unless `neverUsedMs` says after which time they go.
   */
  reapable(now: number, most: number, neverUsedMs: number | null = null): Reapable[] {
    const { store, rolls } = this.#core;
    const found: Reapable[] = [];
    for (const kind of [rolls.containers, rolls.ttls]) {
      for (const row of kind) {
        if (found.length >= most) return found;
        if (!isReapable(store.rows, row, now, neverUsedMs)) continue;
        found.push({ path: store.path(row), czxid: longAt(store.rows, row, c.CZXID) });
      }
    }
    return found;
  }
}

function coreOf(options: TreeOptions): Core {
  const store = new Store();
  const rolls = new Rolls(store);
  store.tell(rolls);
  return { store, rolls, sessions: new Sessions(), settings: settingsOf(options) };
}

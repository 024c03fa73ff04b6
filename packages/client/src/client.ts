import type { ACL, ClientInfo, Stat } from '@menagerie/jute';
import { Caller, type CallerParts } from './caller.ts';
import { create } from './create.ts';
import {
  bytesOf,
  type MultiOp,
  type MultiResults,
  namesIn,
  type ReadOp,
  type ReadResults,
  readOp,
  readResultsOf,
  resultsOf,
  writeOp,
} from './multi.ts';
import { Chroot, childOf } from './path.ts';
import { Reading } from './reading.ts';
import type { SessionState, SessionTicket } from './session/state.ts';
import { encodeText } from './text.ts';
import type { Watch } from './watch.ts';
import { Watching } from './watching.ts';
import type {
  AccessList,
  CallOptions,
  Children,
  Client,
  ConfigChange,
  Created,
  CreateOptions,
  Data,
  ReadOptions,
  VersionOptions,
  WatchingOptions,
  WatchOptions,
  WatchTarget,
  Znode,
} from './zookeeper.ts';

const CONFIG = '/zookeeper/config';

/** {@link Client} over a session. */
export class SessionClient implements Client {
  readonly #caller: Caller;
  readonly #watching: Watching;
  readonly #reading: Reading;

  constructor(parts: CallerParts) {
    this.#caller = new Caller(parts);
    this.#watching = new Watching(this.#caller);
    this.#reading = new Reading(this.#caller, this.#watching);
  }

  get state(): SessionState {
    return this.#session.state;
  }

  get sessionId(): bigint {
    return this.#session.ticket.sessionId;
  }

  get ticket(): SessionTicket {
    return this.#session.ticket;
  }

  get sureForMs(): number {
    return this.#session.sureForMs;
  }

  get root(): string {
    return this.#caller.parts.chroot.path;
  }

  onState(listener: (state: SessionState) => void): () => void {
    return this.#session.on(listener);
  }

  create(path: string, data: Data = null, options: CreateOptions = {}): Promise<Created> {
    return create(this.#caller, this, path, data, options);
  }

  get(path: string, options: WatchingOptions = {}): Promise<Znode> {
    return this.#reading.get(path, options);
  }

  set(path: string, data: Data, options: VersionOptions = {}): Promise<Stat> {
    const { version = -1 } = options;
    return this.#caller.on('setData', { operation: 'set', path }, options, (whole) => ({
      body: { path: whole, data: bytesOf(data), version },
      read: ({ stat }) => stat,
    }));
  }

  delete(path: string, options: VersionOptions = {}): Promise<void> {
    const { version = -1 } = options;
    return this.#caller.on('delete', { operation: 'delete', path }, options, (whole) => ({
      body: { path: whole, version },
      read: () => {},
    }));
  }

  exists(path: string, options: WatchingOptions = {}): Promise<Stat | null> {
    return this.#reading.exists(path, options);
  }

  getChildren(path: string, options: WatchingOptions = {}): Promise<Children> {
    return this.#reading.getChildren(path, options);
  }

  getACL(path: string, options: ReadOptions = {}): Promise<AccessList> {
    return this.#caller.on('getACL', { operation: 'getACL', path }, options, (whole) => ({
      body: { path: whole },
      read: ({ acl, stat }) => ({ acl: acl ?? [], stat }),
    }));
  }

  setACL(path: string, acl: readonly ACL[], options: VersionOptions = {}): Promise<Stat> {
    const { version = -1 } = options;
    return this.#caller.on('setACL', { operation: 'setACL', path }, options, (whole) => ({
      body: { path: whole, acl, version },
      read: ({ stat }) => stat,
    }));
  }

  multi<const Ops extends readonly MultiOp[]>(
    ops: Ops,
    options: CallOptions = {},
  ): Promise<MultiResults<Ops>> {
    const { chroot } = this.#caller.parts;
    const place = { operation: 'multi', path: null };
    return this.#caller.call('multi', place, options, () => ({
      body: ops.map((op) => writeOp(op, chroot)),
      // One result for each operation, in order: so the protocol has it.
      read: (results) => resultsOf(results, chroot, place) as MultiResults<Ops>,
    }));
  }

  multiRead<const Ops extends readonly ReadOp[]>(
    ops: Ops,
    options: ReadOptions = {},
  ): Promise<ReadResults<Ops>> {
    const { chroot } = this.#caller.parts;
    return this.#caller.call('multiRead', { operation: 'multiRead', path: null }, options, () => ({
      body: ops.map((op) => readOp(op, chroot)),
      read: (results) => readResultsOf(results, ops) as ReadResults<Ops>,
    }));
  }

  sync(path: string = '/', options: CallOptions = {}): Promise<void> {
    return this.#caller.on('sync', { operation: 'sync', path }, options, (whole) => ({
      body: { path: whole },
      read: () => {},
    }));
  }

  getEphemerals(prefix: string = '/', options: ReadOptions = {}): Promise<readonly string[]> {
    const { chroot } = this.#caller.parts;
    const place = { operation: 'getEphemerals', path: prefix };
    return this.#caller.call('getEphemerals', place, options, () => ({
      // A text and not a path: below `/app` nothing of `/apple` counts.
      body: { prefixPath: childOf(chroot.path, prefix.replace(/^\//, '')) },
      read: ({ ephemerals }) => namesIn(ephemerals).map((path) => chroot.inner(path)),
    }));
  }

  countDescendants(path: string, options: ReadOptions = {}): Promise<number> {
    const place = { operation: 'countDescendants', path };
    return this.#caller.on('getAllChildrenNumber', place, options, (whole) => ({
      body: { path: whole },
      read: ({ totalNumber }) => totalNumber,
    }));
  }

  whoAmI(options: CallOptions = {}): Promise<readonly ClientInfo[]> {
    return this.#caller.call('whoAmI', { operation: 'whoAmI', path: null }, options, () => ({
      body: null,
      read: ({ clientInfo }) => clientInfo ?? [],
    }));
  }

  getConfig(options: WatchingOptions = {}): Promise<Znode> {
    return this.#above.get(CONFIG, options);
  }

  reconfig(change: ConfigChange, options: CallOptions = {}): Promise<Znode> {
    const { version = -1n } = change;
    const isWhole = 'members' in change;
    return this.#caller.call('reconfig', { operation: 'reconfig', path: CONFIG }, options, () => ({
      body: {
        joiningServers: isWhole ? null : (change.joining ?? []).join(','),
        leavingServers: isWhole ? null : (change.leaving ?? []).join(','),
        newMembers: isWhole ? change.members.join(',') : null,
        curConfigId: version,
      },
      read: ({ data, stat }) => ({ data: data?.slice() ?? null, stat }),
    }));
  }

  addAuth(scheme: string, auth: Uint8Array | string): Promise<void> {
    return this.#session.authenticate(scheme, typeof auth === 'string' ? encodeText(auth) : auth);
  }

  watch(path: string, options: WatchOptions = {}): Promise<Watch> {
    return this.#watching.watch(path, options);
  }

  removeWatches(
    path: string,
    target: WatchTarget = 'any',
    options: CallOptions = {},
  ): Promise<void> {
    return this.#watching.remove(path, target, options);
  }

  checkWatches(
    path: string,
    target: WatchTarget = 'any',
    options: CallOptions = {},
  ): Promise<boolean> {
    return this.#watching.check(path, target, options);
  }

  chroot(path: string): Client {
    const { parts } = this.#caller;
    const chroot = new Chroot(parts.chroot.whole(path));
    return new SessionClient({ ...parts, chroot });
  }

  /** Other servers to try, from the next attempt on; the present connection stays. */
  replaceServers(servers: readonly string[]): void {
    this.#session.replaceServers(servers);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #session() {
    return this.#caller.parts.session;
  }

  get #above(): Client {
    return new SessionClient({ ...this.#caller.parts, chroot: new Chroot('/') });
  }
}

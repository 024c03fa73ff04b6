import type { ACL, Stat } from '@menagerie/jute';
import {
  type Applied,
  type Identity,
  type ReadRequest,
  type ReadResult,
  Tree,
  type TreeOptions,
  type WriteRequest,
} from '@menagerie/znode';

/** The bytes of a text of ASCII. */
export function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** The text of bytes of ASCII; null stays null. */
export function text(data: Uint8Array | null): string | null {
  return data === null ? null : String.fromCharCode(...data);
}

export const OPEN: readonly ACL[] = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** How a write is sent, where it is not sent by session 1 without identities. */
interface Sender {
  readonly session?: bigint;
  readonly identities?: readonly Identity[];
  readonly local?: boolean;
}

/** A tree with a session 1, that counts zxids from 1 and milliseconds from 1000 up by itself. */
export class TestTree {
  tree: Tree;
  zxid = 0n;
  time = 1000;

  constructor(options: TreeOptions = {}) {
    this.tree = new Tree(options);
    this.open(1n);
  }

  stamp(): { readonly zxid: bigint; readonly time: number } {
    this.zxid += 1n;
    this.time += 1;
    return { zxid: this.zxid, time: this.time };
  }

  open(session: bigint, timeoutMs = 10_000): Applied {
    return this.tree.apply({ type: 'createSession', ...this.stamp(), session, timeoutMs });
  }

  close(session: bigint): Applied {
    return this.tree.apply({ type: 'closeSession', ...this.stamp(), session });
  }

  write(request: WriteRequest, sender: Sender = {}): Applied {
    const { session = 1n, identities = [], local = false } = sender;
    const stamp = this.stamp();
    return this.tree.apply({ type: 'request', ...stamp, session, identities, local, request });
  }

  create(path: string | null, flags = 0, data: string | null = '', sender: Sender = {}): Applied {
    const body = { path, data: data === null ? null : bytes(data), acl: OPEN, flags };
    return this.write({ type: 'create', body }, sender);
  }

  delete(path: string | null, version = -1, sender: Sender = {}): Applied {
    return this.write({ type: 'delete', body: { path, version } }, sender);
  }

  set(path: string | null, data: string | null, version = -1, sender: Sender = {}): Applied {
    const body = { path, data: data === null ? null : bytes(data), version };
    return this.write({ type: 'setData', body }, sender);
  }

  read(request: ReadRequest, identities: readonly Identity[] = [], session = 1n): ReadResult {
    return this.tree.read(request, { identities, session });
  }

  /** The stat of a znode that is there. */
  stat(path: string): Stat {
    const { reply } = this.read({ type: 'exists', body: { path, watch: false } });
    if (reply?.type !== 'exists') throw new Error(`there is no znode ${path}`);
    return reply.body.stat;
  }

  /** The data of a znode, or the error. */
  data(path: string): string | number | null {
    const { error, reply } = this.read({ type: 'getData', body: { path, watch: false } });
    return reply?.type === 'getData' ? text(reply.body.data) : error;
  }

  /** The names of the children in order, or the error. */
  children(path: string): readonly string[] | number {
    const { error, reply } = this.read({ type: 'getChildren', body: { path, watch: false } });
    return reply?.type === 'getChildren' ? sorted(reply.body.children) : error;
  }
}

/** The path that a create came to, or the error. */
export function pathOf({ error, reply }: Applied): string | number | null {
  return reply !== null && reply.type.startsWith('create') && 'path' in (reply.body ?? {})
    ? (reply.body as { readonly path: string | null }).path
    : error;
}

function sorted(names: readonly (string | null)[] | null): readonly string[] {
  return (names ?? []).map(String).sort((one, other) => (one < other ? -1 : 1));
}

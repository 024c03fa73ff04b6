import type { Tree, Watches } from '@menagerie/znode';
import type { Look, LookedNode } from './events.ts';
import { hex } from './hex.ts';

/** Znodes that a look shows, and characters of the data of each. */
const MOST_NODES = 200;
const MOST_TEXT = 60;
/** Sessions, clients and watchers that it shows, and paths of each watcher. */
const MOST_OTHERS = 100;

/** Who is connected, as a look shows it. */
export interface LookedClient {
  readonly number: number;
  readonly session: bigint;
  readonly socket: { readonly address: string };
}

/** What a server has at the moment of the question, as far as everybody may read it. */
export function lookAt(
  tree: Tree,
  zxid: bigint,
  watches: Watches,
  clients: Iterable<LookedClient>,
): Look {
  const nodes = nodesOf(tree);
  return {
    zxid: zxid.toString(16),
    nodes,
    more: Math.max(0, tree.size - nodes.length),
    sessions: tree.sessions
      .slice(0, MOST_OTHERS)
      .map(({ id, timeoutMs }) => ({ id: hex(id), timeoutMs })),
    clients: first(clients, MOST_OTHERS).map(({ number, session, socket }) => ({
      connection: number,
      session: session === 0n ? null : hex(session),
      address: socket.address,
    })),
    watches: first(watches.list(), MOST_OTHERS).map(({ connection, paths }) => ({
      connection,
      paths: paths.slice(0, MOST_OTHERS),
    })),
  };
}

const NOBODY = { identities: [], session: 0n };

/** In the order of paths. A znode that not everybody may read hides what is below it. */
function nodesOf(tree: Tree): LookedNode[] {
  const nodes: LookedNode[] = [];
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (nodes.length >= MOST_NODES) break;
    const { reply } = tree.read({ type: 'getData', body: { path, watch: false } }, NOBODY);
    if (reply?.type !== 'getData') continue;
    const { data, stat } = reply.body;
    nodes.push({
      path,
      version: stat.version,
      mzxid: stat.mzxid.toString(16),
      bytes: data?.length ?? 0,
      text: data === null ? null : textOf(data),
      owner: stat.ephemeralOwner === 0n ? null : hex(stat.ephemeralOwner),
    });
    waiting.push(...childrenOf(tree, path).reverse());
  }
  return nodes;
}

function childrenOf(tree: Tree, path: string): string[] {
  const { reply } = tree.read({ type: 'getChildren', body: { path, watch: false } }, NOBODY);
  if (reply?.type !== 'getChildren') return [];
  const names = (reply.body.children ?? []).flatMap((name) => (name === null ? [] : [name]));
  // One more than there is room for is enough to see that there are more.
  return names
    .sort()
    .slice(0, MOST_NODES)
    .map((name) => (path === '/' ? `/${name}` : `${path}/${name}`));
}

/** Printable ASCII as it is, everything else as a dot. */
function textOf(data: Uint8Array): string {
  return Array.from(data.subarray(0, MOST_TEXT), (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
  ).join('');
}

function first<T>(items: Iterable<T>, most: number): T[] {
  const found: T[] = [];
  for (const item of items) {
    if (found.length >= most) break;
    found.push(item);
  }
  return found;
}

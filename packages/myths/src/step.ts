import type { ZnodeError } from './tree/tree.ts';

/** What somebody does in one step: at most one call to the service, which is atomic. */
export type Deed =
  | { readonly type: 'create'; readonly path: string; readonly error: ZnodeError | null }
  /** The znode was made, and the answer never came. */
  | { readonly type: 'create-unanswered'; readonly path: string }
  | { readonly type: 'delete'; readonly path: string; readonly error: ZnodeError | null }
  | { readonly type: 'list'; readonly path: string; readonly names: readonly string[] | null }
  | { readonly type: 'watch'; readonly path: string; readonly exists: boolean }
  | { readonly type: 'woken'; readonly path: string }
  | { readonly type: 'effect'; readonly token: number | null; readonly accepted: boolean }
  | { readonly type: 'cancel'; readonly path: string; readonly error: ZnodeError | null }
  | { readonly type: 'told-of-expiry' }
  | { readonly type: 'crash' }
  | { readonly type: 'expire' }
  | { readonly type: 'restart' }
  | { readonly type: 'remake'; readonly path: string }
  | { readonly type: 'time-out' }
  | { readonly type: 'put'; readonly server: string; readonly value: string }
  | { readonly type: 'get'; readonly server: string; readonly value: string | null }
  | { readonly type: 'copy'; readonly to: string; readonly value: string }
  | { readonly type: 'join'; readonly server: string }
  | { readonly type: 'learn'; readonly servers: readonly string[] };

/** What a step means to whoever took it. */
export type Meaning =
  /** Its call returns, and says that the lock is its own. */
  | 'told-that-it-holds'
  /** Its call returns, and says nothing; the caller takes that for the lock. */
  | 'goes-in'
  | 'waits'
  | 'waits-on'
  | 'ends'
  | 'fails'
  | 'leads'
  | 'believes-to-lead-already'
  | 'gives-way'
  | 'cannot-read-a-name-as-number'
  | 'times-out'
  | 'acknowledged'
  | 'has-read';

/** One step of a model: who, what, and what it means to them. Words for it: {@link sentence}. */
export interface Step {
  /** A name from the scope: a client, a server, or the service. */
  readonly who: string;
  readonly deed: Deed;
  readonly meaning: Meaning | null;
}

/** The step in English. */
export function sentence({ who, deed, meaning }: Step): string {
  const result = meaning === null ? '' : `, and ${meanings[meaning]}`;
  return `${who} ${inWords(deed)}${result}.`;
}

const meanings: Readonly<Record<Meaning, string>> = {
  'told-that-it-holds': 'is told that it holds the lock',
  'goes-in': 'goes in',
  waits: 'begins to wait',
  'waits-on': 'waits on',
  ends: 'is done',
  fails: 'fails',
  leads: 'leads',
  'believes-to-lead-already': 'believes that it leads already',
  'gives-way': 'gives way',
  'cannot-read-a-name-as-number': 'fails, for a name is not a number',
  'times-out': 'gives up: it timed out',
  acknowledged: 'the write is acknowledged',
  'has-read': 'is done reading',
};

function inWords(deed: Deed): string {
  switch (deed.type) {
    case 'create':
      return `creates ${deed.path}${failure(deed.error)}`;
    case 'create-unanswered':
      return `creates ${deed.path}, but the answer is lost`;
    case 'delete':
      return `deletes ${deed.path}${failure(deed.error)}`;
    case 'list':
      return `lists ${deed.path} and sees ${listed(deed.names)}`;
    case 'watch':
      return `sets a watch on ${deed.path}${deed.exists ? '' : ', which is gone'}`;
    case 'woken':
      return `gets the event of ${deed.path}`;
    case 'effect':
      return `writes to the resource${deed.token === null ? '' : ` with token ${deed.token}`}: ${deed.accepted ? 'accepted' : 'refused'}`;
    case 'cancel':
      return `no longer wants the lock and deletes ${deed.path}${failure(deed.error)}`;
    case 'told-of-expiry':
      return 'learns that its session has expired';
    case 'crash':
      return 'crashes';
    case 'expire':
      return 'is not heard of for so long that its session expires';
    case 'restart':
      return 'is started again, with the same process id';
    case 'remake':
      return `removes the empty ${deed.path} and makes it again`;
    case 'time-out':
      return 'finds that its time is up';
    case 'put':
      return `writes ${deed.value} at ${deed.server}`;
    case 'get':
      return `reads ${deed.value ?? 'nothing'} at ${deed.server}`;
    case 'copy':
      return `sends a copy of ${deed.value} to ${deed.to}`;
    case 'join':
      return `lets ${deed.server} join`;
    case 'learn':
      return `learns that the servers are ${deed.servers.join(', ')}`;
  }
}

function failure(error: ZnodeError | null): string {
  return error === null ? '' : `, which is refused: ${error}`;
}

function listed(names: readonly string[] | null): string {
  if (names === null) return 'that it does not exist';
  return names.length === 0 ? 'no children' : names.join(', ');
}

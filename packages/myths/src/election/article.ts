import type { Move, Place, Program } from '../clients/program.ts';
import {
  ancestorsOf,
  childrenOf,
  createZnode,
  removeZnode,
  type Tree,
  type Written,
} from '../tree/tree.ts';

/** What is repaired for the article's election, so that it gets further. */
export interface Charity {
  /** Creating a znode makes what is missing above it. @default false */
  readonly makesParents?: boolean;
  /** All candidates stand below one znode, and not each below its own. @default false */
  readonly sharesPath?: boolean;
  /** Deleting a znode deletes what is below it first. @default false */
  readonly deletesBelow?: boolean;
}

/** Where a candidate stands in the article's election. */
export type CandidateLocal =
  | { readonly at: 'checking' }
  | { readonly at: 'standing' }
  | { readonly at: 'voting' }
  | {
      readonly at: 'counting';
      /** Whether it has seen itself win against others, and went on counting. */
      readonly hasWon: boolean;
    }
  | { readonly at: 'withdrawing'; readonly why: 'lost' | 'timed-out'; readonly hasWon: boolean }
  | { readonly at: 'leading'; readonly how: 'elected' | 'already' }
  | {
      readonly at: 'ended';
      readonly how:
        | 'gave-way'
        | 'timed-out'
        | 'no-node'
        | 'node-exists'
        | 'not-empty'
        | 'no-number';
      /** Why it wanted to withdraw, if it did. */
      readonly why: 'lost' | 'timed-out' | null;
    };

/** The parent of all elections. */
export const ELECTIONS = '/elections';

type Here = Place<CandidateLocal>;
type Moves = readonly Move<CandidateLocal>[];

/** One candidate's paths, and what is repaired for it. */
interface Candidacy {
  readonly name: string;
  /** Where it looks for candidates. */
  readonly box: string;
  readonly candidate: string;
  readonly charity: Charity;
}

/**
 * The election of the article's §4.2: a candidate that finds its own name among the elections leads
 * already; else it stands, votes for itself, and counts candidates until it is alone, or not the
 * one with the greatest name, or out of time.
 */
export function articleElection(
  names: readonly string[],
  charity: Charity = {},
): Program<CandidateLocal> {
  const candidacies = names.map((name): Candidacy => {
    const box = `${ELECTIONS}/${charity.sharesPath === true ? 'main' : name}`;
    return { name, box, candidate: `${box}/${name}`, charity };
  });
  return {
    name: 'the article’s election',
    begin: () => ({ at: 'checking' }),
    hasBegun: ({ at }) => at !== 'checking',
    hasEnded: ({ at }) => at === 'ended',
    moves: (here) => {
      const own = candidacies[here.seat];
      return own === undefined ? [] : step(own, here);
    },
  };
}

function step(own: Candidacy, here: Here): Moves {
  switch (here.local.at) {
    case 'checking':
      return check(own, here);
    case 'standing':
      return make(own, here, own.candidate, { at: 'voting' });
    case 'voting':
      return make(own, here, `${own.candidate}/vote`, { at: 'counting', hasWon: false });
    case 'counting':
      return [...count(own, here, here.local.hasWon), ...timeOut(here.local.hasWon)];
    case 'withdrawing':
      return withdraw(own, here, here.local.why);
    case 'leading':
    case 'ended':
      return [];
  }
}

/** It looks for itself where it should look for a leader. */
function check({ name }: Candidacy, { tree }: Here): Moves {
  const names = childrenOf(tree, ELECTIONS);
  const deed = { type: 'list', path: ELECTIONS, names } as const;
  if (names === null) return [{ deed, meaning: 'fails', local: ended('no-node') }];
  if (names.includes(name)) {
    const local = { at: 'leading', how: 'already' } as const;
    return [{ deed, meaning: 'believes-to-lead-already', local }];
  }
  return [{ deed, meaning: null, local: { at: 'standing' } }];
}

function make(own: Candidacy, { tree, session }: Here, path: string, next: CandidateLocal): Moves {
  const options = { session, ephemeral: false, sequential: false };
  const above = own.charity.makesParents === true ? ancestorsOf(path) : [];
  const ready = above.reduce((each, ancestor) => {
    // The parents that charity makes are nobody's.
    const written = createZnode(each, ancestor, { ...options, session: -1 });
    return written.type === 'done' ? written.tree : each;
  }, tree);
  const made = createZnode(ready, path, options);
  if (made.type === 'done') {
    const deed = { type: 'create', path, error: null } as const;
    return [{ deed, meaning: null, local: next, tree: made.tree }];
  }
  const deed = { type: 'create', path, error: made.error } as const;
  const how = made.error === 'node-exists' ? 'node-exists' : 'no-node';
  return [{ deed, meaning: 'fails', local: ended(how) }];
}

/** It counts candidates where it should count votes, and takes their names for numbers. */
function count(own: Candidacy, { tree }: Here, hasWon: boolean): Moves {
  const names = childrenOf(tree, own.box) ?? [];
  const deed = { type: 'list', path: own.box, names } as const;
  if (names.length === 1 && names[0] === own.name) {
    return [{ deed, meaning: 'leads', local: { at: 'leading', how: 'elected' } }];
  }
  if (names.length <= 1) return [];
  if (names.some((name) => !/^\d+$/.test(name))) {
    return [{ deed, meaning: 'cannot-read-a-name-as-number', local: ended('no-number') }];
  }
  if (Math.max(...names.map(Number)) !== Number(own.name)) {
    const local = { at: 'withdrawing', why: 'lost', hasWon } as const;
    return [{ deed, meaning: 'gives-way', local }];
  }
  // The winner counts again, at once and for ever: only the first time changes anything.
  return hasWon ? [] : [{ deed, meaning: 'waits-on', local: { at: 'counting', hasWon: true } }];
}

function timeOut(hasWon: boolean): Moves {
  const local = { at: 'withdrawing', why: 'timed-out', hasWon } as const;
  return [{ deed: { type: 'time-out' }, meaning: null, local }];
}

function withdraw(
  { candidate, charity }: Candidacy,
  { tree }: Here,
  why: 'lost' | 'timed-out',
): Moves {
  const gone = removeCandidate(tree, candidate, charity.deletesBelow === true);
  if (gone.type === 'refused') {
    const deed = { type: 'delete', path: candidate, error: gone.error } as const;
    const how = gone.error === 'not-empty' ? 'not-empty' : 'no-node';
    return [{ deed, meaning: 'fails', local: ended(how, why) }];
  }
  const deed = { type: 'delete', path: candidate, error: null } as const;
  return why === 'lost'
    ? [{ deed, meaning: 'ends', local: ended('gave-way', why), tree: gone.tree }]
    : [{ deed, meaning: 'times-out', local: ended('timed-out', why), tree: gone.tree }];
}

/** The znode and, by charity, what is below it, in one step. */
function removeCandidate(tree: Tree, path: string, below: boolean): Written {
  const names = below ? (childrenOf(tree, path) ?? []) : [];
  const bare = names.reduce((each, name) => {
    const written = removeZnode(each, `${path}/${name}`);
    return written.type === 'done' ? written.tree : each;
  }, tree);
  return removeZnode(bare, path);
}

type Ended = CandidateLocal & { readonly at: 'ended' };

function ended(how: Ended['how'], why: Ended['why'] = null): Ended {
  return { at: 'ended', how, why };
}

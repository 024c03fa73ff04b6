import type { Inexpressible } from '@menagerie/contract/testing';

/** Published mistakes that no rule of this package can be replaced by. */
export const raftInexpressible: readonly Inexpressible[] = [
  {
    id: 'R-43',
    mistake: 'The table of client sessions is missing from the snapshot.',
    source: 'the design notes of LogCabin',
    why: 'There are no sessions here (Raft dissertation §6.3): what a snapshot says is the bytes that the application gave to compact, and no rule looks into them.',
  },
  {
    id: 'R-44',
    mistake: 'A forwarded proposal is tried again without an id of the request.',
    source: 'folklore',
    why: 'No server forwards a proposal: whoever does not lead refuses it and names the leader, and whether to try again is left to the client. A proposal carries no id that a rule could leave out.',
  },
];

import type { Inexpressible } from '@menagerie/contract/testing';

/** Published mistakes that no rule of this package can be replaced by. */
export const paxosInexpressible: readonly Inexpressible[] = [
  {
    id: 'P-12',
    mistake: "Whether a value is chosen is judged by the acceptors' present votes.",
    source: 'a comment in the tests of frankenpaxos',
    why: 'A mistake of the checker and not of the protocol: it is the property agreementOfPresentVotes.',
  },
  {
    id: 'P-26',
    mistake: 'EPaxos with one ballot variable where two are needed.',
    source: 'Sutra 2019; issues 28 and 29 of EPaxos',
    why: 'EPaxos is not here: it has no slots, and orders commands by their dependencies.',
  },
  {
    id: 'P-27',
    mistake: 'Fast Paxos picks a value in recovery where two could have been chosen fast.',
    source: 'rule O4 of Fast Paxos',
    why: 'Fast Paxos is not here: only an owner of a ballot proposes in it.',
  },
];

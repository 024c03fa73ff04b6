/** A published mistake that no rule of this package can express, and why. */
export interface Inexpressible {
  readonly id: string;
  readonly mistake: string;
  readonly why: string;
}

export const paxosInexpressible: readonly Inexpressible[] = [
  {
    id: 'P-12',
    mistake: "Whether a value is chosen is judged by the acceptors' present votes.",
    why: 'A mistake of the checker and not of the protocol: it is the property agreementOfPresentVotes.',
  },
  {
    id: 'P-26',
    mistake: 'EPaxos with one ballot variable where two are needed.',
    why: 'EPaxos is not here: it has no slots, and orders commands by their dependencies.',
  },
  {
    id: 'P-27',
    mistake: 'Fast Paxos picks a value in recovery where two could have been chosen fast.',
    why: 'Fast Paxos is not here: only an owner of a ballot proposes in it.',
  },
];

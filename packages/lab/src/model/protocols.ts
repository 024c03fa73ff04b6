/** The protocols that the lab plays, by the names that scenarios use, in the order of the picker. */
export const PROTOCOLS = ['raft', 'paxos', 'synod', 'zab'] as const;

export type ProtocolName = (typeof PROTOCOLS)[number];

export function isProtocolName(name: string): name is ProtocolName {
  return PROTOCOLS.some((one) => one === name);
}

/** As many as a cluster can have servers, so that no two ballots share a number. */
const OWNERS = 31;

/**
 * A ballot as one number that grows as ballots do: terms, epochs and ballots travel to the page in
 * the same columns. 0 is no ballot.
 */
export function ballotNumber(ballot: { readonly round: number; readonly owner: number }): number {
  return ballot.round === 0 ? 0 : ballot.round * OWNERS + ballot.owner;
}

/** What tells a term, ballot or epoch from another in little room: `3`, or `3.S2` for a ballot. */
export function epochNumber(protocol: ProtocolName, epoch: number): string {
  switch (protocol) {
    case 'raft':
    case 'zab':
      return String(epoch);
    case 'paxos':
    case 'synod':
      return epoch === 0 ? '0' : `${Math.floor(epoch / OWNERS)}.S${(epoch % OWNERS) + 1}`;
  }
}

const LETTERS: Readonly<Record<ProtocolName, string>> = {
  raft: 'T',
  paxos: 'B',
  synod: 'B',
  zab: 'E',
};

/** The same with the letter of its kind: `T3`, `B3.S2`, `E3`. */
export function epochLabel(protocol: ProtocolName, epoch: number): string {
  return `${LETTERS[protocol]}${epochNumber(protocol, epoch)}`;
}

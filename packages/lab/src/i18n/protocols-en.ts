/** What each protocol calls its things. */
export const protocolsEn = {
  raft: {
    name: 'Raft',
    about: 'A strong leader, and a log that only it extends.',
    epoch: 'term',
    elected: (s: string, epoch: string): string => `${s} is elected in term ${epoch}`,
    committed: (index: number | string): string => `Entry ${index} is committed`,
    state: (last: number, commit: number): string => `log up to ${last}, committed up to ${commit}`,
    colours: 'Shape tells the role, colour the term, the glyph the kind of message.',
    ledger: 'Log',
    entries: 'Newest entries',
  },
  paxos: {
    name: 'Multi-Paxos',
    about: 'One Paxos for each slot of a log, and phase 1 once for all of them.',
    epoch: 'ballot',
    elected: (s: string, epoch: string): string =>
      `${s} has the promises of a quorum for ballot ${epoch}, and leads`,
    committed: (index: number | string): string => `The value of slot ${index} is chosen`,
    state: (last: number, commit: number): string =>
      `votes up to slot ${last}, chosen up to slot ${commit}`,
    colours: 'Shape tells the role, colour the ballot, the glyph the kind of message.',
    ledger: 'Slots',
    entries: 'Newest votes',
  },
  synod: {
    name: 'Paxos',
    about: 'One value, chosen once and for all: Paxos as it is explained.',
    epoch: 'ballot',
    elected: (s: string, epoch: string): string =>
      `${s} has the promises of a quorum for ballot ${epoch}`,
    committed: (): string => 'A value is chosen, and learned',
    state: (last: number, commit: number): string =>
      `${last > 0 ? 'has accepted a value' : 'has accepted nothing'}, ${commit > 0 ? 'has learned the chosen value' : 'has learned nothing'}`,
    colours: 'Shape tells the role, colour the ballot, the glyph the kind of message.',
    ledger: 'Ballots',
    entries: 'Accepted',
  },
  zab: {
    name: 'Zab',
    about: 'The broadcast below ZooKeeper: epochs, and histories that are brought to agree.',
    epoch: 'epoch',
    elected: (s: string, epoch: string): string =>
      `${s} is established as leader of epoch ${epoch}`,
    committed: (index: number | string): string => `Transaction ${index} is committed`,
    state: (last: number, commit: number): string =>
      `history up to transaction ${last}, committed up to ${commit}`,
    colours: 'Shape tells the role, colour the epoch, the glyph the kind of message.',
    ledger: 'History',
    entries: 'Newest transactions',
  },
};

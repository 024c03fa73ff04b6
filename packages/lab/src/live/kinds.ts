import type { MessageKind } from '../model/run.ts';
import { PAXOS_KINDS } from '../worker/paxos/words.ts';
import { RAFT_KINDS } from '../worker/raft/words.ts';
import { ZAB_KINDS } from '../worker/zab/words.ts';

/** A write on its way from the server that was asked to the leader: no message of the protocol. */
const WISH: MessageKind = {
  name: 'WISH',
  glyph: 'other',
  says: { en: 'a write, handed to the leader', zh: '交给领导者的写入' },
};

/** The messages of a protocol, as the simulator draws them, and what servers hand each other besides. */
export function kindsOf(core: 'zab' | 'raft' | 'paxos'): readonly MessageKind[] {
  switch (core) {
    case 'zab':
      return [...ZAB_KINDS, WISH];
    case 'raft':
      return [...RAFT_KINDS, WISH];
    case 'paxos':
      return [...PAXOS_KINDS, WISH];
  }
}

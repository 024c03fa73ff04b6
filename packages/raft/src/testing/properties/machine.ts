import { bytesToText, type Property, type Violation } from '@menagerie/contract';
import {
  type Disagreement,
  recordsOf,
  stateMachineSafety as safetyOf,
  violated,
} from '@menagerie/contract/testing';
import type { RaftShape } from '../../messages.ts';
import { entrySchema, snapshotSchema } from '../../schemas/state.ts';
import { outputSchema } from '../../schemas/wire.ts';
import type { Entry } from '../../types.ts';
import { sameEntry } from '../views.ts';

const name = 'State Machine Safety';

export const stateMachineSafety: Property<RaftShape> = safetyOf<RaftShape, Entry>({
  name,
  source: 'Raft dissertation Figure 3.2, §3.6.3',
  says: 'If a server has applied an entry at an index, no other server ever applies a different entry there; each applies all, in order, once.',
  killedBy: ['R-02', 'R-07', 'R-48', 'R-49'],
  item: entrySchema,
  same: sameEntry,
  given: (output) =>
    output.type === 'snapshot'
      ? { type: 'state', index: output.snapshot.index, data: output.snapshot.data }
      : { type: 'item', index: output.index, item: output.entry },
  compacted: (record) => (record.type === 'compact' ? record.snapshot : null),
  tell,
  glimpse: (happening, _world, words) => {
    if (happening.type !== 'step' && happening.type !== 'recover') return;
    if (happening.type === 'recover') words.push(1);
    for (const each of recordsOf(happening)) {
      if (each.type !== 'compact') continue;
      words.push(2);
      snapshotSchema.encode(each.snapshot, words);
    }
    for (const effect of happening.effects) {
      if (effect.type !== 'deliver') continue;
      words.push(3);
      outputSchema.encode(effect.output, words);
    }
  },
});

function tell(found: Disagreement<Entry>): Violation {
  const { server, index } = found;
  switch (found.type) {
    case 'different-state': {
      const [first, second] = [bytesToText(found.first), bytesToText(found.second)];
      const sentence = `Server ${server} was given ${second} as the state at index ${index}, which is ${first}.`;
      const values = { server, index, first, second };
      return violated(name, 'different-snapshot', [server], values, sentence);
    }
    case 'state-goes-back': {
      const sentence = `Server ${server} was given a snapshot at index ${index} after it had applied index ${found.last}.`;
      const values = { server, index, applied: found.last };
      return violated(name, 'snapshot-goes-back', [server], values, sentence);
    }
    case 'out-of-order': {
      const sentence = `Server ${server} applied index ${index} right after index ${found.last}.`;
      const values = { server, index, applied: found.last };
      return violated(name, 'out-of-order', [server], values, sentence);
    }
    case 'different-item': {
      const [first, second] = [shown(found.first), shown(found.second)];
      const sentence = `Server ${server} applied ${second} at index ${index}, where ${first} was applied before.`;
      const values = { server, index, first, second };
      return violated(name, 'different-entry', [server], values, sentence);
    }
  }
}

function shown(entry: Entry): string {
  const what = entry.type === 'data' ? bytesToText(entry.data) : entry.type;
  return `${what} of term ${entry.term}`;
}

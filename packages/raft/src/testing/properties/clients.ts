import { type Property, u32 } from '@menagerie/contract';
import { linearizableReads as readsOf, violated } from '@menagerie/contract/testing';
import type { RaftShape } from '../../messages.ts';
import { answerSchema } from '../../schemas/wire.ts';

const name = 'Linearizable Reads';

/** Reads of mode `local` promise nothing, and are not looked at. */
export const linearizableReads: Property<RaftShape> = readsOf<RaftShape, number>({
  name,
  source: 'Raft dissertation §6.4; Herlihy and Wing, 1990',
  says: 'A read sees every write, and everything that any read saw, that was answered before it was asked for.',
  killedBy: ['R-28', 'R-29', 'R-32'],
  place: u32,
  origin: 0,
  compare: (a, b) => a - b,
  promises: (command) => command.type === 'read' && command.mode !== 'local',
  told: (answer) => {
    if (answer.type === 'committed') return { type: 'written', place: answer.index };
    return answer.type === 'read' ? { type: 'read', place: answer.index, by: answer.by } : null;
  },
  tell: ({ server, place, floor, by }) =>
    violated(
      name,
      'stale-read',
      [server],
      { server, index: place, floor, mode: by },
      `Server ${server} answered a ${by} read from index ${place}, though index ${floor} had been answered before the read was asked for.`,
    ),
  glimpse: (happening, _world, words) => {
    if (happening.type === 'crash') {
      words.push(0);
    } else if (happening.type === 'step') {
      const { input } = happening;
      if (input.type !== 'command' || input.command.type !== 'read') return;
      words.pushAll(1, input.request, input.command.mode === 'local' ? 0 : 1);
    } else if (happening.type === 'answered') {
      words.pushAll(2, happening.request);
      answerSchema.encode(happening.answer, words);
    }
  },
});

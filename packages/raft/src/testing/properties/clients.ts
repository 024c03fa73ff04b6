import {
  defineProperty,
  list,
  type Property,
  record,
  type Schema,
  server,
  u32,
  u53,
} from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { answerSchema } from '../../schemas/wire.ts';
import { violated } from '../views.ts';

interface OpenRead {
  request: number;
  server: number;
  /** What every client could know to have happened when the read was asked for. */
  floor: number;
}

interface Knowledge {
  /** Highest index that any client was told about, by a write or by a read. */
  told: number;
  open: OpenRead[];
}

const knowledge: Schema<Knowledge> = record({
  told: u32,
  open: list(record({ request: u53, server, floor: u32 })),
});

/** Reads of mode `local` promise nothing, and are not looked at. */
export const linearizableReads: Property<RaftShape> = defineProperty<RaftShape, Knowledge>({
  name: 'Linearizable Reads',
  source: 'Raft dissertation §6.4; Herlihy and Wing, 1990',
  kind: 'always',
  says: 'A read sees every write, and everything that any read saw, that was answered before it was asked for.',
  killedBy: ['R-28', 'R-29', 'R-32'],
  ghost: knowledge,
  start: () => ({ told: 0, open: [] }),
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
  observe: (ghost, happening) => {
    if (happening.type === 'crash') {
      ghost.open = ghost.open.filter((read) => read.server !== happening.server);
    } else if (happening.type === 'step') {
      const { input } = happening;
      if (input.type !== 'command' || input.command.type !== 'read') return null;
      if (input.command.mode === 'local') return null;
      ghost.open.push({ request: input.request, server: happening.server, floor: ghost.told });
    } else if (happening.type === 'answered') {
      return answered(ghost, happening);
    }
    return null;
  },
});

function answered(
  ghost: Knowledge,
  { server: by, request, answer }: { server: number; request: number; answer: RaftShape['answer'] },
): ReturnType<typeof violated> | null {
  if (answer.type === 'committed') ghost.told = Math.max(ghost.told, answer.index);
  const at = ghost.open.findIndex((read) => read.request === request);
  const read = ghost.open[at];
  if (read === undefined) return null;
  ghost.open.splice(at, 1);
  if (answer.type !== 'read') return null;
  if (answer.index >= read.floor) {
    ghost.told = Math.max(ghost.told, answer.index);
    return null;
  }
  return violated(
    'Linearizable Reads',
    'stale-read',
    [by],
    { server: by, index: answer.index, floor: read.floor, mode: answer.by },
    `Server ${by} answered a ${answer.by} read from index ${answer.index}, though index ` +
      `${read.floor} had been answered before the read was asked for.`,
  );
}

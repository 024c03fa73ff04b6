import {
  defineProperty,
  list,
  type Property,
  record,
  type Schema,
  server,
  u53,
} from '@menagerie/contract';
import type { ZabShape } from '../../messages.ts';
import { zxidSchema } from '../../schemas/values.ts';
import { compareZxids, ZERO, type Zxid, zxidText } from '../../zxid.ts';
import { violated } from '../views.ts';

interface OpenRead {
  request: number;
  server: number;
  /** What every client could know to have happened when the read was asked for. */
  floor: Zxid;
}

interface Knowledge {
  /** The latest zxid that any client was told about, by a write or by a read. */
  told: Zxid;
  open: OpenRead[];
}

const knowledge: Schema<Knowledge> = record({
  told: zxidSchema,
  open: list(record({ request: u53, server, floor: zxidSchema })),
});

/** Reads of mode `local` promise nothing of the kind, and are not looked at. */
export const linearizableReads: Property<ZabShape> = defineProperty<ZabShape, Knowledge>({
  name: 'Linearizable Reads',
  source: 'Herlihy and Wing, 1990; ZOOKEEPER-1675',
  kind: 'always',
  says: 'A read of mode sync sees every write, and everything that any such read saw, that was answered before it was asked for.',
  killedBy: ['Z-26'],
  ghost: knowledge,
  start: () => ({ told: ZERO, open: [] }),
  observe: (ghost, happening) => {
    if (happening.type === 'crash') {
      ghost.open = ghost.open.filter((read) => read.server !== happening.server);
    } else if (happening.type === 'step') {
      const { input, server: at } = happening;
      if (input.type !== 'command' || input.command.type !== 'read') return null;
      if (input.command.mode === 'local') return null;
      ghost.open.push({ request: input.request, server: at, floor: ghost.told });
    } else if (happening.type === 'answered') {
      return answered(ghost, happening);
    }
    return null;
  },
});

function answered(
  ghost: Knowledge,
  { server: by, request, answer }: { server: number; request: number; answer: ZabShape['answer'] },
): ReturnType<typeof violated> | null {
  if (answer.type === 'committed') learn(ghost, answer.zxid);
  const at = ghost.open.findIndex((read) => read.request === request && read.server === by);
  const read = ghost.open[at];
  if (read === undefined) return null;
  ghost.open.splice(at, 1);
  if (answer.type !== 'read') return null;
  if (compareZxids(answer.zxid, read.floor) >= 0) {
    learn(ghost, answer.zxid);
    return null;
  }
  const [zxid, floor] = [zxidText(answer.zxid), zxidText(read.floor)];
  return violated(
    'Linearizable Reads',
    'stale-read',
    [by],
    { server: by, zxid, floor },
    `Server ${by} answered a sync read from ${zxid}, though ${floor} had been answered before the read was asked for.`,
  );
}

function learn(ghost: Knowledge, zxid: Zxid): void {
  if (compareZxids(zxid, ghost.told) > 0) ghost.told = zxid;
}

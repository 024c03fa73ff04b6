import type { Property } from '@menagerie/contract';
import { linearizableReads as readsOf, violated } from '@menagerie/contract/testing';
import type { ZabShape } from '../../messages.ts';
import { zxidSchema } from '../../schemas/values.ts';
import { compareZxids, ZERO, type Zxid, zxidText } from '../../zxid.ts';

const name = 'Linearizable Reads';

/** Reads of mode `local` promise nothing of the kind, and are not looked at. */
export const linearizableReads: Property<ZabShape> = readsOf<ZabShape, Zxid>({
  name,
  source: 'Herlihy and Wing, 1990; ZOOKEEPER-1675',
  says: 'A read of mode sync sees every write, and everything that any such read saw, that was answered before it was asked for.',
  killedBy: ['Z-26'],
  place: zxidSchema,
  origin: ZERO,
  compare: compareZxids,
  promises: (command) => command.type === 'read' && command.mode !== 'local',
  told: (answer) => {
    if (answer.type === 'committed') return { type: 'written', place: answer.zxid };
    return answer.type === 'read' ? { type: 'read', place: answer.zxid, by: answer.by } : null;
  },
  tell: ({ server, place, floor: known }) => {
    const [zxid, floor] = [zxidText(place), zxidText(known)];
    return violated(
      name,
      'stale-read',
      [server],
      { server, zxid, floor },
      `Server ${server} answered a sync read from ${zxid}, though ${floor} had been answered before the read was asked for.`,
    );
  },
});

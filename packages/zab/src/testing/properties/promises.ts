import {
  defineProperty,
  has,
  type Property,
  record,
  type Schema,
  type ServerSet,
  serverSet,
} from '@menagerie/contract';
import { messageOf, violated } from '@menagerie/contract/testing';
import type { ZabShape } from '../../messages.ts';

interface Wipes {
  /** Servers whose disk was replaced: what they once held is not to be seen any more. */
  wiped: ServerSet;
}

const wipes: Schema<Wipes> = record({ wiped: serverSet });

export const promisedDurably: Property<ZabShape> = defineProperty<ZabShape, Wipes>({
  name: 'Promised Durably',
  source: 'DSN 2011, phase 1, step f.1.2: the promise survives a crash',
  kind: 'always',
  says: 'Whoever has sent ACKEPOCH holds the promise on disk.',
  killedBy: ['Z-01'],
  ghost: wipes,
  start: () => ({ wiped: 0 }),
  observe: (ghost, happening, world) => {
    if (happening.type === 'crash' && happening.wiped) ghost.wiped |= 1 << happening.server;
    const message = messageOf(happening);
    if (happening.type !== 'step' || message?.type !== 'ackEpoch') return null;
    const { input } = happening;
    const from = input.type === 'message' ? input.from : happening.server;
    const image = world.servers[from]?.image;
    if (image === undefined || has(ghost.wiped, from)) return null;
    const { acceptedEpoch } = image;
    if (acceptedEpoch >= message.epoch) return null;
    return violated(
      'Promised Durably',
      'promise-not-on-disk',
      [from],
      { server: from, epoch: message.epoch, acceptedEpoch },
      `Server ${from} has promised epoch ${message.epoch}, but its disk says ${acceptedEpoch}.`,
    );
  },
});

import {
  bool,
  defineStepProperty,
  type Mark,
  type Property,
  record,
  u32,
} from '@menagerie/contract';
import { messageOf, violated } from '@menagerie/contract/testing';
import type { ZabShape } from '../../messages.ts';

interface Promised {
  /** The disk is in place of another: what that one held is not to be seen any more. */
  readonly replaced: boolean;
  readonly acceptedEpoch: number;
}

const promised: Mark<ZabShape, Promised> = {
  schema: record({ replaced: bool, acceptedEpoch: u32 }),
  of: ({ image: { incarnation, acceptedEpoch } }) => ({ replaced: incarnation > 0, acceptedEpoch }),
};

export const promisedDurably: Property<ZabShape> = defineStepProperty<ZabShape, never, Promised>({
  name: 'Promised Durably',
  source: 'DSN 2011, phase 1, step f.1.2: the promise survives a crash',
  says: 'Whoever has sent ACKEPOCH holds the promise on disk.',
  killedBy: ['Z-01'],
  others: promised,
  check: ({ happening, look }) => {
    const message = messageOf(happening);
    if (happening.type !== 'step' || message?.type !== 'ackEpoch') return null;
    const { input } = happening;
    const from = input.type === 'message' ? input.from : happening.server;
    const disk = look(from);
    if (disk === null || disk.replaced) return null;
    const { acceptedEpoch } = disk;
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

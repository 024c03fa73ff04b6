import {
  bytes,
  bytesToText,
  defineProperty,
  frozen,
  list,
  type Property,
  perServer,
  record,
  type Schema,
  u32,
  type Violation,
} from '@menagerie/contract';
import type { PaxosOutput, PaxosShape } from '../../../multi/messages.ts';
import { valueSchema } from '../../../multi/schemas/state.ts';
import type { Value } from '../../../multi/types.ts';
import { violated } from '../../violated.ts';
import { recordsOf, sameValue, shown } from '../views.ts';

interface Machines {
  /** `values[i]` was the first that any server delivered in slot i + 1. */
  values: Value[];
  /** The newest slot that each server's application was given in its present run. */
  delivered: number[];
  /** What the first application that compacted through a slot made of it. */
  snapshots: { readonly through: number; readonly data: Uint8Array }[];
}

const machines: Schema<Machines> = record({
  values: list(valueSchema),
  delivered: perServer(u32),
  snapshots: list(frozen(record({ through: u32, data: bytes }))),
});
const name = 'Replica Agreement';

export const replicaAgreement: Property<PaxosShape> = defineProperty<PaxosShape, Machines>({
  name,
  source: 'Paxos Made Simple §3',
  kind: 'always',
  says: 'All servers execute the same commands in the same slots; each executes all, in order, once.',
  killedBy: ['P-50'],
  ghost: machines,
  start: ({ servers }) => ({
    values: [],
    delivered: new Array<number>(servers).fill(0),
    snapshots: [],
  }),
  observe: (ghost, happening) => {
    if (happening.type !== 'step' && happening.type !== 'recover') return null;
    for (const each of recordsOf(happening)) {
      if (each.type !== 'compact') continue;
      const { through, data } = each.snapshot;
      const known = ghost.snapshots.some((made) => made.through === through);
      if (!known) ghost.snapshots.push({ through, data });
    }
    if (happening.type === 'recover') ghost.delivered[happening.server] = 0;
    for (const effect of happening.effects) {
      if (effect.type !== 'deliver') continue;
      const found = deliver(ghost, happening.server, effect.output);
      if (found !== null) return found;
    }
    return null;
  },
});

function deliver(ghost: Machines, server: number, output: PaxosOutput): Violation | null {
  const before = ghost.delivered[server] ?? 0;
  if (output.type === 'snapshot') {
    const { through, data } = output.snapshot;
    ghost.delivered[server] = through;
    const made = ghost.snapshots.find((each) => each.through === through);
    if (made !== undefined && !bytes.equals(made.data, data)) {
      const values = {
        server,
        slot: through,
        first: bytesToText(made.data),
        second: bytesToText(data),
      };
      const says = `Server ${server} was given ${values.second} as the state at slot ${through}, which is ${values.first}.`;
      return violated(name, 'different-snapshot', [server], values, says);
    }
    if (through >= before) return null;
    const says = `Server ${server} was given a snapshot at slot ${through} after it had delivered slot ${before}.`;
    return violated(name, 'snapshot-goes-back', [server], { server, slot: through, before }, says);
  }
  const { slot, value } = output;
  ghost.delivered[server] = slot;
  if (slot !== before + 1) {
    const says = `Server ${server} delivered slot ${slot} right after slot ${before}.`;
    return violated(name, 'out-of-order', [server], { server, slot, before }, says);
  }
  const first = ghost.values[slot - 1];
  if (first === undefined) {
    ghost.values[slot - 1] = value;
    return null;
  }
  if (sameValue(first, value)) return null;
  const values = { server, slot, first: shown(first), second: shown(value) };
  const says = `Server ${server} delivered ${values.second} in slot ${slot}, where ${values.first} was delivered before.`;
  return violated(name, 'different-value', [server], values, says);
}

import { bytesToText, type Property, type Violation } from '@menagerie/contract';
import { type Disagreement, stateMachineSafety, violated } from '@menagerie/contract/testing';
import type { PaxosShape } from '../../../multi/messages.ts';
import { valueSchema } from '../../../multi/schemas/state.ts';
import type { Value } from '../../../multi/types.ts';
import { sameValue, shown } from '../views.ts';

const name = 'Replica Agreement';

export const replicaAgreement: Property<PaxosShape> = stateMachineSafety<PaxosShape, Value>({
  name,
  source: 'Paxos Made Simple §3',
  says: 'All servers execute the same commands in the same slots; each executes all, in order, once.',
  killedBy: ['P-50'],
  item: valueSchema,
  same: sameValue,
  given: (output) =>
    output.type === 'snapshot'
      ? { type: 'state', index: output.snapshot.through, data: output.snapshot.data }
      : { type: 'item', index: output.slot, item: output.value },
  compacted: (record) =>
    record.type === 'compact'
      ? { index: record.snapshot.through, data: record.snapshot.data }
      : null,
  tell,
});

function tell(found: Disagreement<Value>): Violation {
  const { server, index: slot } = found;
  switch (found.type) {
    case 'different-state': {
      const [first, second] = [bytesToText(found.first), bytesToText(found.second)];
      const says = `Server ${server} was given ${second} as the state at slot ${slot}, which is ${first}.`;
      return violated(name, 'different-snapshot', [server], { server, slot, first, second }, says);
    }
    case 'state-goes-back': {
      const { last: before } = found;
      const says = `Server ${server} was given a snapshot at slot ${slot} after it had delivered slot ${before}.`;
      return violated(name, 'snapshot-goes-back', [server], { server, slot, before }, says);
    }
    case 'out-of-order': {
      const { last: before } = found;
      const says = `Server ${server} delivered slot ${slot} right after slot ${before}.`;
      return violated(name, 'out-of-order', [server], { server, slot, before }, says);
    }
    case 'different-item': {
      const [first, second] = [shown(found.first), shown(found.second)];
      const says = `Server ${server} delivered ${second} in slot ${slot}, where ${first} was delivered before.`;
      return violated(name, 'different-value', [server], { server, slot, first, second }, says);
    }
  }
}

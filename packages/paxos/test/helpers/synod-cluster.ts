import type { Protocol, RequestId, ServerId } from '@menagerie/contract';
import { fromText, ToyCluster, toText } from '@menagerie/contract/testing';
import { type SynodConfigOptions, type SynodShape, synod, synodConfig } from '@menagerie/paxos';
import { synodProperties } from '@menagerie/paxos/testing';

export { fromText, toText } from '@menagerie/contract/testing';

/** A cluster of the Synod, with its properties looking on. */
export class SynodCluster extends ToyCluster<SynodShape> {
  constructor(options: SynodConfigOptions, protocol: Protocol<SynodShape> = synod) {
    super(synodConfig(options), protocol, synodProperties);
  }

  propose(id: ServerId, text: string): RequestId {
    return this.command(id, { type: 'propose', value: fromText(text) });
  }

  learned(id: ServerId): string | null {
    const { learned } = this.state(id);
    return learned === null ? null : toText(learned);
  }

  answer(request: RequestId): string | null {
    const answer = this.answers.get(request);
    if (answer === undefined) return null;
    return answer.type === 'chosen' ? toText(answer.value) : answer.reason;
  }
}

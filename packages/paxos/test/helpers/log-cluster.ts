import type { Protocol, RequestId, ServerId } from '@menagerie/contract';
import { fromText, ToyCluster, toText } from '@menagerie/contract/testing';
import {
  type Leader,
  type Membership,
  type PaxosConfigOptions,
  type PaxosShape,
  paxos,
  paxosConfig,
  type Quorums,
} from '@menagerie/paxos';
import { paxosProperties } from '@menagerie/paxos/testing';

export { isOf } from '@menagerie/contract/testing';

/** A cluster of Multi-Paxos, with its properties looking on. */
export class LogCluster extends ToyCluster<PaxosShape> {
  constructor(options: PaxosConfigOptions, protocol: Protocol<PaxosShape> = paxos) {
    super(paxosConfig(options), protocol, paxosProperties);
  }

  leader(id: ServerId): Leader {
    const { role } = this.state(id);
    if (role.type !== 'leader') throw new Error(`server ${id} is a ${role.type}`);
    return role;
  }

  leads(id: ServerId): boolean {
    return this.server(id).state?.role.type === 'leader';
  }

  /** Lets a server campaign until it leads: each ballot that is refused tells of a higher one. */
  elect(id: ServerId): void {
    for (let left = 10; !this.leads(id) && left > 0; left -= 1) {
      this.fire(id, 'election');
      this.run();
    }
    if (!this.leads(id)) throw new Error(`server ${id} was not elected`);
  }

  heartbeat(id: ServerId): void {
    this.fire(id, 'heartbeat');
    this.run();
  }

  propose(id: ServerId, text: string): RequestId {
    return this.command(id, { type: 'propose', data: fromText(text) });
  }

  read(id: ServerId): RequestId {
    return this.command(id, { type: 'read', mode: 'quorum' });
  }

  reconfigure(
    id: ServerId,
    quorums: Quorums,
    incarnations: Record<ServerId, number> = {},
  ): RequestId {
    const named = this.servers.map((server) => incarnations[server.id] ?? 0);
    const membership: Membership = { quorums, incarnations: named };
    return this.command(id, { type: 'reconfigure', membership });
  }

  compact(id: ServerId, through: number): RequestId {
    return this.command(id, { type: 'compact', through, data: fromText(`state at ${through}`) });
  }

  /** What the application on a server was given, in a few letters each. */
  applied(id: ServerId): string[] {
    return this.server(id).outputs.map((output) => {
      if (output.type === 'snapshot') return `snapshot ${output.snapshot.through}`;
      return output.value.type === 'data' ? toText(output.value.data) : output.value.type;
    });
  }
}

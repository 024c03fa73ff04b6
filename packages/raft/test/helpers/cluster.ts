import type { Protocol, RequestId, ServerId } from '@menagerie/contract';
import { fromText, ToyCluster, toText } from '@menagerie/contract/testing';
import {
  type Entry,
  type Leader,
  type RaftConfigOptions,
  type RaftShape,
  raft,
  raftConfig,
} from '@menagerie/raft';

export { fromText, isOf, toText } from '@menagerie/contract/testing';

/** A cluster of Raft. */
export class Cluster extends ToyCluster<RaftShape> {
  constructor(options: RaftConfigOptions, protocol: Protocol<RaftShape> = raft) {
    super(raftConfig(options), protocol);
  }

  leader(id: ServerId): Leader {
    const { role } = this.state(id);
    if (role.type !== 'leader') throw new Error(`server ${id} is a ${role.type}`);
    return role;
  }

  leaders(): ServerId[] {
    return this.servers.flatMap(({ state }, id) => (state?.role.type === 'leader' ? [id] : []));
  }

  terms(id: ServerId): number[] {
    return this.state(id).persistent.entries.map((entry) => entry.term);
  }

  /** What the application on a server was given, as text; entries without data are left out. */
  applied(id: ServerId): string[] {
    return this.server(id).outputs.flatMap((output) => {
      if (output.type === 'snapshot') return [`snapshot ${output.snapshot.index}`];
      return output.entry.type === 'data' ? [toText(output.entry.data)] : [];
    });
  }

  propose(id: ServerId, text: string): RequestId {
    return this.command(id, { type: 'propose', data: fromText(text) });
  }

  /** Gives servers these logs, as terms from index 1, and starts them again. */
  withLogs(logs: Record<ServerId, { terms: readonly number[]; term: number }>): this {
    for (const [id, { terms, term }] of Object.entries(logs)) {
      const { image } = this.server(Number(id));
      image.currentTerm = term;
      image.entries = terms.map(
        (of, i): Entry => ({ type: 'data', term: of, data: fromText(`${of}.${i + 1}`) }),
      );
      this.restart(Number(id));
    }
    this.letters = [];
    return this;
  }

  cut(...ids: readonly ServerId[]): void {
    this.isolate(...ids);
  }

  /** Lets time pass at a server without a word of a leader, until it campaigns. */
  campaign(id: ServerId): void {
    if (this.server(id).armed.has('contact')) this.fire(id, 'contact');
    this.fire(id, 'election');
  }

  /** Ends everybody's shelter and lets one campaign until it leads. */
  elect(id: ServerId): void {
    this.servers.forEach(({ state, armed }, other) => {
      if (state !== null && armed.has('contact')) this.fire(other, 'contact');
    });
    this.campaign(id);
    this.run();
    if (!this.leaders().includes(id)) throw new Error(`server ${id} was not elected`);
  }

  heartbeat(id: ServerId): void {
    this.fire(id, 'heartbeat');
    this.run();
  }
}

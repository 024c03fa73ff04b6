import type { Protocol, RequestId, ServerId } from '@menagerie/contract';
import { fromText, type Letter, ToyCluster, toText } from '@menagerie/contract/testing';
import {
  type Leader,
  type Membership,
  type PaxosConfigOptions,
  type PaxosMessage,
  type PaxosRecord,
  type PaxosRule,
  type PaxosShape,
  paxos,
  paxosConfig,
  type Quorums,
  type Value,
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
    const membership = this.membership(quorums, incarnations);
    return this.command(id, { type: 'reconfigure', membership });
  }

  membership(quorums: Quorums, incarnations: Record<ServerId, number> = {}): Membership {
    return { quorums, incarnations: this.servers.map(({ id }) => incarnations[id] ?? 0) };
  }

  compact(id: ServerId, through: number): RequestId {
    return this.command(id, { type: 'compact', through, data: fromText(`state at ${through}`) });
  }

  /** What the application on a server was given, in a few letters each. */
  applied(id: ServerId): string[] {
    return this.server(id).outputs.map((output) =>
      output.type === 'snapshot' ? `snapshot ${output.snapshot.through}` : textOf(output.value),
    );
  }

  /** The votes of a server after its snapshot, each with the round of its ballot. */
  votes(id: ServerId): string[] {
    return this.state(id).persistent.votes.map((vote) =>
      vote === null ? 'none' : `${textOf(vote.value)} in ${vote.ballot.round}`,
    );
  }

  /** A message arrives that may be late, or made up. @returns what the server sends upon it */
  tell(to: ServerId, from: ServerId, message: PaxosMessage): readonly Letter<PaxosShape>[] {
    const before = this.letters.length;
    this.input(to, { type: 'message', from, message });
    return this.letters.slice(before);
  }

  /** What a server writes while something happens. */
  written(id: ServerId, happens: () => void): readonly PaxosRecord[] {
    const server = this.server(id);
    server.fastDisk = false;
    happens();
    const records = server.unsynced.flat();
    server.fastDisk = true;
    this.sync(id);
    return records;
  }

  /** What a rule said to a server so far. */
  verdicts(id: ServerId, rule: PaxosRule): (boolean | number)[] {
    const notes = this.notes.filter((note) => note.server === id && note.rule === rule);
    return notes.map(({ verdict }) => verdict);
  }
}

/** A value in a few letters. */
export function textOf(value: Value): string {
  return value.type === 'data' ? toText(value.data) : value.type;
}

/** What proposals are about, and for whom: `2: a b from slot 1`. */
export function proposals(letters: readonly Letter<PaxosShape>[]): string[] {
  return letters.flatMap(({ to, message }) =>
    message.type === 'accept' && message.values.length > 0
      ? [`${to}: ${message.values.map(textOf).join(' ')} from slot ${message.from}`]
      : [],
  );
}

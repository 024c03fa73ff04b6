import type { Protocol, RequestId, ServerId } from '@menagerie/contract';
import { fromText, ToyCluster, toText } from '@menagerie/contract/testing';
import {
  type Leading,
  type Learning,
  type Membership,
  type ZabConfigOptions,
  type ZabShape,
  zab,
  zabConfig,
  zxidText,
} from '@menagerie/zab';

export { fromText, isOf } from '@menagerie/contract/testing';

/** Zab, writing down the type of each record that becomes durable. */
export function recording(records: string[]): Protocol<ZabShape> {
  const fold: typeof zab.fold = (image, record) => {
    records.push(record.type);
    zab.fold(image, record);
  };
  return { ...zab, fold };
}

/** A cluster of Zab. */
export class Cluster extends ToyCluster<ZabShape> {
  constructor(options: ZabConfigOptions, protocol: Protocol<ZabShape> = zab) {
    super(zabConfig(options), protocol);
  }

  /** Inputs taken so far, by all servers together. */
  get steps(): number {
    return this.servers.reduce((sum, { steps }) => sum + steps, 0);
  }

  leading(id: ServerId): Leading {
    const { role } = this.state(id);
    if (role.type !== 'leading') throw new Error(`server ${id} is ${role.type}`);
    return role;
  }

  learning(id: ServerId): Learning {
    const { role } = this.state(id);
    if (role.type !== 'learning') throw new Error(`server ${id} is ${role.type}`);
    return role;
  }

  /** `leading broadcast`, `learning serving`, `looking` … */
  role(id: ServerId): string {
    const { role } = this.state(id);
    return role.type === 'looking' ? role.type : `${role.type} ${role.stage}`;
  }

  /** The zxids of a history, after its snapshot. */
  history(id: ServerId): string {
    return this.state(id)
      .persistent.txns.map(({ zxid }) => zxidText(zxid))
      .join(' ');
  }

  /** What the application on a server was given, as text. */
  applied(id: ServerId): string[] {
    return this.server(id).outputs.map((output) => {
      if (output.type === 'snapshot') return `snapshot ${output.snapshot.index}`;
      return output.txn.type === 'data' ? toText(output.txn.data) : 'reconfig';
    });
  }

  propose(id: ServerId, text: string): RequestId {
    return this.command(id, { type: 'propose', data: fromText(text) });
  }

  read(id: ServerId): RequestId {
    return this.command(id, { type: 'read', mode: 'sync' });
  }

  /** Proposes that these servers, as they are, be the voters. */
  reconfigure(id: ServerId, voters: readonly ServerId[]): RequestId {
    return this.command(id, { type: 'reconfig', membership: this.membership(voters) });
  }

  membership(voters: readonly ServerId[]): Membership {
    const is = (server: ServerId): boolean => voters.includes(server);
    return {
      voters: voters.reduce((set, server) => set | (1 << server), 0),
      weights: this.servers.map((_, server) => (is(server) ? 1 : 0)),
      groups: [],
      incarnations: this.servers.map(({ image }, server) => (is(server) ? image.incarnation : 0)),
    };
  }

  /** Lets these servers elect among themselves, with the others cut off, until somebody leads. */
  elect(...ids: readonly ServerId[]): ServerId {
    this.isolate(...this.servers.flatMap((_, id) => (ids.includes(id) ? [] : [id])));
    for (let left = 50; left > 0; left -= 1) {
      this.run();
      const leader = ids.find((id) => this.role(id) === 'leading broadcast');
      if (leader !== undefined) return leader;
      for (const id of ids) this.#hurry(id);
    }
    const roles = this.servers.map(({ state, armed }) => [state?.role, [...armed.keys()]]);
    throw new Error(`nobody leads: ${JSON.stringify(roles)}`);
  }

  /** Lets time pass at a server: its election goes on, its dialling is repeated. */
  #hurry(id: ServerId): void {
    for (const timer of ['finalize', 'dial', 'notify'] as const) {
      if (!this.server(id).armed.has(timer)) continue;
      this.fire(id, timer);
      return;
    }
  }

  /** Lets the leader ping, so that nobody who hears it gives up. */
  pulse(id: ServerId): void {
    this.fire(id, 'ping');
    this.run();
  }
}

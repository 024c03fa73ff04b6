import { ContractError } from '@menagerie/contract';
import {
  type PaxosConfigOptions,
  PaxosError,
  type PaxosMessageOf,
  paxosConfig,
  type Quorums,
} from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { isOf, LogCluster } from './helpers/log-cluster.ts';
import { accept, accepted, ballot, of, promise } from './helpers/messages.ts';

const pending = { type: 'refused', reason: 'change-pending', leader: 0 };

function leader(options: Omit<PaxosConfigOptions, 'servers'>): LogCluster {
  const cluster = new LogCluster({ servers: 3, ...options });
  cluster.elect(0);
  return cluster;
}

/** A proposal of server 0 for a change of the configuration. */
function changeIn(cluster: LogCluster, slot: number): PaxosMessageOf<'accept'> {
  const membership = cluster.membership(of(0b111));
  return { ...accept(ballot(1), slot, []), values: [{ type: 'reconfigure', membership }] };
}

describe('a change of the configuration', () => {
  it('may follow commands that are proposed, and such that wait', () => {
    const cluster = leader({ window: 1 });
    for (const text of ['a', 'b']) cluster.propose(0, text);
    const request = cluster.reconfigure(0, of(0b111));
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.run();
    expect(cluster.answers.get(request)).toEqual({ type: 'committed', slot: 3 });
  });

  it('is refused while another waits for a slot', () => {
    const cluster = leader({ window: 1 });
    cluster.propose(0, 'a');
    cluster.reconfigure(0, of(0b111));
    expect(cluster.leader(0).waiting).toHaveLength(1);
    expect(cluster.answers.get(cluster.reconfigure(0, of(0b011)))).toEqual(pending);
  });

  it('is refused where phase 1 told of another, which is not proposed yet', () => {
    const cluster = new LogCluster({ servers: 3, window: 2 });
    // An earlier leader, which alone knew that slot 1 was chosen, got as far as slot 3.
    cluster.tell(1, 0, accept(ballot(1), 1, ['a', 'b']));
    cluster.tell(1, 0, changeIn(cluster, 3));
    cluster.crash(0);
    cluster.fire(2, 'election');
    cluster.run(isOf('prepare', 'promise'));
    expect(cluster.leader(2).flights).toHaveLength(2);
    const request = cluster.reconfigure(2, of(0b011));
    expect(cluster.answers.get(request)).toEqual({ ...pending, leader: 2 });
  });

  it('is not hindered by one that the leader alone had voted for, and no promise told of', () => {
    const cluster = leader({});
    cluster.tell(2, 0, changeIn(cluster, 1));
    cluster.fire(2, 'election');
    cluster.drop();
    // Its own promise, which tells of it, is the last to arrive.
    for (const id of [0, 1]) cluster.tell(2, id, promise(ballot(2, 2)));
    const request = cluster.reconfigure(2, of(0b011));
    expect(cluster.answers.get(request)).toBeUndefined();
    expect(cluster.leader(2).flights).toHaveLength(1);
  });

  it('is refused while one that is chosen is not in force yet', () => {
    const cluster = leader({ reconfiguration: 'alpha-window', window: 3 });
    cluster.reconfigure(0, of(0b111));
    cluster.run();
    cluster.heartbeat(0);
    const slot = cluster.state(0).chosen + 1;
    const second = cluster.reconfigure(0, of(0b111));
    cluster.run(({ from, to }) => from === 0 && to === 0);
    cluster.tell(0, 1, accepted(ballot(1), slot, 1));
    expect(cluster.answers.get(second)).toEqual({ type: 'committed', slot });
    expect(cluster.state(0).eras.at(-1)?.from).toBe(slot + 3);
    expect(cluster.answers.get(cluster.reconfigure(0, of(0b111)))).toEqual(pending);
  });

  it.each([
    { lacks: 'says for each server which disk is meant', quorums: of(0b111), named: 2 },
    { lacks: 'has quorums', quorums: of(0), named: 3 },
    { lacks: 'names servers', quorums: { type: 'grid', rows: [[0, 40]] } as const, named: 3 },
  ])('is refused unless it $lacks', ({ quorums, named }) => {
    const cluster = leader({});
    const incarnations = Array.from({ length: named }, () => 0);
    const membership = { quorums, incarnations };
    const request = cluster.command(0, { type: 'reconfigure', membership });
    const refusal = { type: 'refused', reason: 'invalid-quorums', leader: 0 };
    expect(cluster.answers.get(request)).toEqual(refusal);
  });
});

describe('a configuration', () => {
  const refusalOf = (options: PaxosConfigOptions): PaxosError => {
    try {
      paxosConfig(options);
    } catch (error) {
      if (error instanceof PaxosError) return error;
      throw error;
    }
    throw new Error('was not refused');
  };

  it.each([0, 32, 2.5])('of %s servers is refused', (servers) => {
    const text = `servers is ${servers}; it must be a whole number from 1 to 31`;
    expect(refusalOf({ servers }).message).toBe(text);
  });

  it.each([1, 31])('of %s servers is one', (servers) => {
    expect(paxosConfig({ servers }).servers).toBe(servers);
  });

  it('without an acceptor is refused as such', () => {
    const { message } = refusalOf({ servers: 3, quorums: of(0) });
    expect(message).toBe('quorums names no acceptor; at least one is needed');
  });

  it('whose quorums do not meet is refused with the reason that the contract gives', () => {
    const quorums: Quorums = { type: 'flexible', members: 0b111, read: 1, write: 2 };
    const refusal = refusalOf({ servers: 3, quorums });
    expect(refusal.cause).toBeInstanceOf(ContractError);
    expect(Object.hasOwn(refusalOf({ servers: 0 }), 'cause')).toBe(false);
  });
});

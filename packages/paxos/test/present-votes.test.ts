import type { Protocol } from '@menagerie/contract';
import { fromText, type Letter, ToyCluster } from '@menagerie/contract/testing';
import { type SynodShape, synod, synodConfig } from '@menagerie/paxos';
import { agreementOfPresentVotes, synodProperties, synodZoo } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { protocolOf } from './helpers/mistaken.ts';

/** Two ballots whose votes cross: no quorum of the first exists at one moment. */
function cross(protocol: Protocol<SynodShape>): string[] {
  const properties = [...synodProperties, agreementOfPresentVotes];
  const cluster = new ToyCluster(synodConfig({ servers: 3 }), protocol, properties);
  const phase1 = ({ message }: Letter<SynodShape>): boolean =>
    message.type === 'prepare' || message.type === 'promise';
  const accept = (owner: number, to: number): boolean =>
    cluster.deliver(
      (letter) =>
        letter.to === to &&
        letter.message.type === 'accept' &&
        letter.message.ballot.owner === owner,
    );
  cluster.command(0, { type: 'propose', value: fromText('x') });
  cluster.run(phase1);
  accept(0, 0);
  cluster.command(1, { type: 'propose', value: fromText('y') });
  // Server 0 is not asked, so that nobody tells of x.
  cluster.drop((letter) => letter.to === 0 && letter.message.type === 'prepare');
  cluster.run(phase1);
  accept(1, 0);
  accept(0, 1);
  accept(1, 2);
  return cluster.violations.map(({ property }) => property);
}

describe('a property that looks at present votes alone', () => {
  it('overlooks a value that was chosen by votes of different moments', () => {
    const broken = cross(protocolOf(synodZoo, 'P-28'));
    expect(broken).toContain('Agreement');
    expect(broken).not.toContain('Agreement Of Present Votes');
  });

  it('sees two values that were chosen one after the other', () => {
    const properties = [agreementOfPresentVotes];
    const cluster = new ToyCluster(
      synodConfig({ servers: 3 }),
      protocolOf(synodZoo, 'P-07'),
      properties,
    );
    cluster.command(0, { type: 'propose', value: fromText('x') });
    cluster.run();
    cluster.restart(1);
    cluster.command(1, { type: 'propose', value: fromText('y') });
    cluster.run();
    expect(cluster.violations.map(({ clause }) => clause)).toContain('two-values');
  });

  it('has nothing to overlook where acceptors keep their promises', () => {
    expect(cross(synod)).toEqual([]);
  });
});

import { ZabError, zab, zabConfig } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster } from './helpers/cluster.ts';

describe('configuration', () => {
  it.each([
    [{ servers: 0 }, 'servers is 0'],
    [{ servers: 32 }, 'servers is 32'],
    [{ servers: 3, voters: 0b1000 }, 'not among 3 servers'],
    [{ servers: 3, voters: 0 }, 'no voter has any weight'],
    [{ servers: 3, weights: [1, 1] }, 'there are 2 weights'],
    [{ servers: 3, pingMs: 200, syncMs: 200 }, 'pingMs is 200'],
    [{ servers: 3, windowTxns: 0 }, 'windowTxns is 0'],
  ])('refuses %o and says why', (options, reason) => {
    expect(() => zabConfig(options)).toThrow(reason);
    expect(() => zabConfig(options)).toThrow(ZabError);
  });

  it('takes as many servers as a set has room for', () => {
    expect(zabConfig({ servers: 31 }).voters).toBe(0x7fff_ffff);
  });
});

describe('a disk', () => {
  it('that replaced a lost one names its connections otherwise than any before', () => {
    const config = zabConfig({ servers: 3 });
    expect(zab.blank(config, 1, 0).dials).toBe(0);
    expect(zab.blank(config, 1, 2).dials).toBe(2 * 2 ** 20);
  });

  it('knows the newest reconfiguration that was committed, whether a snapshot has it or not', () => {
    const { image } = new Cluster({ servers: 3 }).server(0);
    const compact = (counter: number): void => {
      const snapshot = { ...image.snapshot, version: { epoch: 1, counter } };
      zab.fold(image, { type: 'compact', snapshot });
    };
    zab.fold(image, { type: 'activate', zxid: { epoch: 1, counter: 5 } });
    compact(3);
    expect(image.activated).toEqual({ epoch: 1, counter: 5 });
    compact(7);
    expect(image.activated).toEqual({ epoch: 1, counter: 7 });
  });

  it('is asked before a compaction is answered, and before a connection is dialled', () => {
    const cluster = new Cluster({ servers: 3 });
    const leader = cluster.elect(0, 1, 2);
    cluster.propose(leader, 'x');
    cluster.run();
    const other = leader === 0 ? 1 : 0;
    cluster.server(other).fastDisk = false;
    const compact = { type: 'compact', through: 1, data: new Uint8Array(0) } as const;
    const request = cluster.command(other, compact);
    expect(cluster.answers.has(request)).toBe(false);
    const { dial } = cluster.learning(other).channel;
    cluster.input(other, {
      type: 'message',
      from: leader,
      message: { type: 'closed', dial, leads: true },
    });
    expect(cluster.letters).toEqual([]);
    cluster.sync(other);
    expect(cluster.answers.get(request)?.type).toBe('compacted');
    expect(cluster.letters.map(({ message }) => message.type)).toEqual(['followerInfo']);
  });

  it('holds up no deliveries and no local reads', () => {
    const cluster = new Cluster({ servers: 3 });
    const leader = cluster.elect(0, 1, 2);
    const slow = leader === 0 ? 1 : 0;
    cluster.server(slow).fastDisk = false;
    cluster.propose(leader, 'x');
    cluster.run();
    expect(cluster.server(slow).unsynced.length).toBe(1);
    expect(cluster.applied(slow)).toEqual(['x']);
    const request = cluster.command(slow, { type: 'read', mode: 'local' });
    expect(cluster.answers.get(request)).toMatchObject({ zxid: { counter: 1 }, by: 'local' });
  });
});

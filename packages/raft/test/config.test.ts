import { RaftError, raft, raftConfig } from '@menagerie/raft';
import { describe, expect, it } from 'vitest';

describe('configuration', () => {
  it('makes all servers voters that are not named learners', () => {
    expect(raftConfig({ servers: 3 })).toMatchObject({ voters: 0b111, learners: 0 });
    expect(raftConfig({ servers: 3, learners: 0b100 })).toMatchObject({ voters: 0b011 });
    expect(raftConfig({ servers: 31 }).voters).toBe(0x7fff_ffff);
  });

  it.each([
    [{ servers: 0, voters: 1 }, 'servers is 0'],
    [{ servers: 3, voters: 0 }, 'at least one server must vote'],
    [{ servers: 3, voters: 0b011, learners: 0b010 }, 'share a server'],
    [{ servers: 3, voters: 0b1000 }, 'not among 3 servers'],
    [{ servers: 3, chunkBytes: 0 }, 'chunkBytes is 0'],
    [{ servers: 3, maxInflight: 1.5 }, 'maxInflight is 1.5'],
    [{ servers: 3, heartbeatMs: 150 }, 'less than electionMs'],
    [{ servers: 3, driftPerMille: 1000 }, 'driftPerMille is 1000'],
    [{ servers: 3, leases: true, checkQuorum: false }, 'leases need checkQuorum'],
  ])('refuses %o and says why', (options, reason) => {
    expect(() => raftConfig(options)).toThrow(reason);
    expect(() => raftConfig(options)).toThrow(RaftError);
  });

  it('is checked at every start', () => {
    const config = { ...raftConfig({ servers: 1 }), maxUncommitted: 0 };
    const image = raft.blank(config, 0, 0);
    const sink = { push: () => {}, note: () => {} };
    expect(() => raft.recover(config, 0, image, sink)).toThrow('maxUncommitted is 0');
  });
});

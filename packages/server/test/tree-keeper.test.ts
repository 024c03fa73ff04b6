import { JuteWriter, writeRequest } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { Ledger, ProposalKind, wish } from '../src/index.ts';
import type { Parcel } from '../src/member/parcel.ts';
import { encodeProposal } from '../src/member/proposal.ts';
import { TreeKeeper } from '../src/member/tree-keeper.ts';
import { Time } from './helpers/world.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** A keeper whose shelf takes its time, and the words that it says. */
class Keeper {
  readonly ledger = new Ledger({});
  readonly said: Parcel[] = [];
  readonly kept: number[] = [];
  readonly keeper: TreeKeeper;
  replaced = 0;

  constructor(time: Time) {
    this.keeper = new TreeKeeper({
      ledger: this.ledger,
      clock: time,
      compactEvery: 1_000_000,
      shelf: {
        keep: (index, chunks, done) => {
          for (const chunk of chunks()) expect(chunk.length).toBeGreaterThan(0);
          time.after(50, () => {
            this.kept.push(index);
            done(true);
          });
        },
      },
      draw: () => Math.floor(time.random() * 2 ** 32),
      send: (_to, parcel) => this.said.push(parcel),
      compact: () => {},
      became: () => {},
      replaced: () => {
        this.replaced += 1;
      },
    });
  }

  /** Delivers an opening, a session and so many znodes. */
  grow(count: number): void {
    const opening = wish(ProposalKind.opening, { data: new Uint8Array(16) });
    const session = wish(ProposalKind.createSession, { session: 5n, timeoutMs: 1000 });
    const data = new Uint8Array(200);
    const all = Array.from({ length: count }, (_, at) => {
      const body = { path: `/n${at}`, data, acl: OPEN, flags: 0 };
      const frame = writeRequest(new JuteWriter(), 'create', 1, body).slice(4);
      return wish(ProposalKind.request, { session: 5n, data: frame });
    });
    const seal = { opening: 1, leadership: 9n, time: 1000n };
    this.ledger.reach(1);
    this.ledger.apply(encodeProposal({ ...seal, number: 0, wishes: [opening] }), () => {});
    this.ledger.reach(2);
    const wishes = [session, ...all];
    this.ledger.apply(encodeProposal({ ...seal, number: 1, wishes }), () => {});
  }
}

/** Carries what two keepers say, but for some of it, until neither has anything to say. */
function talk(time: Time, behind: Keeper, ahead: Keeper, loses: () => boolean): number {
  let parts = 0;
  for (;;) {
    const [asked, given] = [behind.said.shift(), ahead.said.shift()];
    if (asked?.type === 'fetch' && !loses()) ahead.keeper.asked(0, asked);
    if (given?.type === 'part' && !loses()) {
      parts += 1;
      behind.keeper.took(1, given);
    }
    if (asked === undefined && given === undefined) {
      time.runUntil(() => behind.said.length > 0, 100);
      if (behind.said.length === 0) return parts;
    }
  }
}

describe('a server that is told to go on behind an index', () => {
  it('does so once it has the tree on its own disk, also where it had delivered all of that', () => {
    const time = new Time(1);
    const server = new Keeper(time);
    server.grow(3);
    expect(server.keeper.understands(1, 0)).toBe(true);
    expect(server.keeper.understands(1, 2)).toBe(false);
    expect(server.said).toEqual([]);
    time.runUntil(() => server.kept.length > 0, 1000);
    expect(server.kept).toEqual([2]);
    expect(server.keeper.understands(1, 2)).toBe(true);
  });

  it('fetches the tree in parts where it has not, and keeps it first', () => {
    const time = new Time(2);
    const [behind, ahead] = [new Keeper(time), new Keeper(time)];
    ahead.grow(5000);
    expect(behind.keeper.understands(1, 2)).toBe(false);
    expect(talk(time, behind, ahead, () => false)).toBeGreaterThan(4);
    expect(behind.replaced).toBe(1);
    expect(behind.ledger.tree.digest).toBe(ahead.ledger.tree.digest);
    expect([behind.ledger.index, behind.ledger.zxid]).toEqual([2, ahead.ledger.zxid]);
    time.runUntil(() => behind.kept.length > 0, 1000);
    expect(behind.keeper.understands(1, 2)).toBe(true);
  });

  it('begins anew where a part was lost, as often as it takes', () => {
    const time = new Time(3);
    const [behind, ahead] = [new Keeper(time), new Keeper(time)];
    ahead.grow(5000);
    let tries = 0;
    while (behind.ledger.index < 2) {
      tries += 1;
      expect(behind.keeper.understands(1, 2)).toBe(false);
      talk(time, behind, ahead, () => time.random() < 0.15);
      // The patience of whoever waits.
      time.runUntil(() => false, 4000);
    }
    expect(tries).toBeGreaterThan(1);
    expect(behind.ledger.tree.digest).toBe(ahead.ledger.tree.digest);
  });

  it('asks nobody for a tree who has not enough of it', () => {
    const time = new Time(4);
    const [behind, ahead] = [new Keeper(time), new Keeper(time)];
    ahead.grow(1);
    expect(behind.keeper.understands(1, 7)).toBe(false);
    expect(talk(time, behind, ahead, () => false)).toBe(0);
    expect(behind.ledger.index).toBe(0);
  });
});

import { JuteWriter, writeRequest } from '@menagerie/jute';
import { expect, it } from 'vitest';
import {
  Ledger,
  LedgerRestorer,
  ProposalKind,
  type Restored,
  type Settled,
  type Wish,
  wish,
} from '../src/index.ts';
import { encodeProposal } from '../src/member/proposal.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** A ledger with a session, and what it makes of proposals. */
class Read {
  readonly ledger = new Ledger({});

  open(opening: number, leadership: bigint, origin = 0): boolean[] {
    const asked = wish(ProposalKind.opening, { origin, data: new Uint8Array(16) });
    return this.take({ opening, leadership, number: 0 }, asked);
  }

  /** @returns whether each wish took effect */
  take(
    seal: { opening: number; leadership: bigint; number: number },
    ...wishes: Wish[]
  ): boolean[] {
    const settled: Settled[] = [];
    const data = encodeProposal({ ...seal, time: 1000n, wishes });
    this.ledger.apply(data, (each) => settled.push(each));
    return settled.map(({ isVoid }) => !isVoid);
  }

  session(leadership: bigint, number: number): boolean[] {
    const asked = wish(ProposalKind.createSession, { session: 5n, timeoutMs: 1000 });
    return this.take({ opening: 1, leadership, number }, asked);
  }
}

/** Of a snapshot that comes byte by byte. */
function restoredFrom(bytes: Uint8Array): Restored {
  const restorer = new LedgerRestorer({});
  for (const byte of bytes) restorer.push(Uint8Array.of(byte));
  return restorer.finish();
}

function create(path: string): Wish {
  const body = { path, data: null, acl: OPEN, flags: 0 };
  const data = writeRequest(new JuteWriter(), 'create', 1, body).slice(4);
  return wish(ProposalKind.request, { session: 5n, data });
}

it('a ledger takes the proposals of a leadership in their order, and nothing behind a gap', () => {
  const read = new Read();
  expect(read.open(1, 11n)).toEqual([true]);
  expect(read.session(11n, 1)).toEqual([true]);
  expect(read.take({ opening: 1, leadership: 11n, number: 3 }, create('/c'))).toEqual([false]);
  expect(read.take({ opening: 1, leadership: 11n, number: 2 }, create('/b'))).toEqual([true]);
  expect(read.take({ opening: 1, leadership: 11n, number: 2 }, create('/d'))).toEqual([false]);
  expect(read.ledger.tree.size).toBe(5);
});

it('a ledger takes nothing of a leadership that is over, or of an older one of the same server', () => {
  const read = new Read();
  read.open(1, 11n);
  read.session(11n, 1);
  expect(read.open(1, 12n)).toEqual([false]);
  expect(read.take({ opening: 1, leadership: 12n, number: 2 }, create('/a'))).toEqual([false]);
  expect(read.open(2, 13n)).toEqual([true]);
  expect(read.take({ opening: 1, leadership: 11n, number: 2 }, create('/a'))).toEqual([false]);
  expect(read.take({ opening: 2, leadership: 13n, number: 1 }, create('/a'))).toEqual([true]);
  expect(read.ledger.zxid).toBe((2n << 32n) | 1n);
});

it('a ledger that becomes what a snapshot says goes on as the one that it is of', () => {
  const read = new Read();
  read.open(1, 11n);
  read.session(11n, 1);
  read.take({ opening: 1, leadership: 11n, number: 2 }, create('/a'), create('/b'));
  const parts: number[] = [];
  const chunks = read.ledger.snapshot();
  for (let next = chunks.next(); next.done !== true; next = chunks.next())
    parts.push(...next.value);
  const other = new Read();
  other.ledger.become(restoredFrom(Uint8Array.from(parts)));
  for (const each of [read, other]) {
    expect(each.take({ opening: 1, leadership: 11n, number: 3 }, create('/c'))).toEqual([true]);
  }
  expect(other.ledger.zxid).toBe(read.ledger.zxid);
  expect(other.ledger.tree.digest).toBe(read.ledger.tree.digest);
  expect(other.ledger.secret).toEqual(read.ledger.secret);
});

it('a ledger refuses what comes late from a connection that has its session no more', () => {
  const read = new Read();
  read.open(1, 11n);
  const by = { session: 5n, connection: 3 };
  const seal = (number: number) => ({ opening: 1, leadership: 11n, number });
  const settled: Settled[] = [];
  const take = (ledger: Ledger, number: number, ...wishes: Wish[]): boolean[] => {
    settled.length = 0;
    const data = encodeProposal({ ...seal(number), time: 1000n, wishes });
    ledger.apply(data, (each) => settled.push(each));
    return settled.map(({ isMoved }) => isMoved);
  };
  const own = { ...create('/a'), ...by };
  const claim = wish(ProposalKind.claimSession, { ...by, origin: 1, connection: 3 });
  const opened = wish(ProposalKind.createSession, { ...by, timeoutMs: 1000 });
  expect(take(read.ledger, 1, opened, own)).toEqual([false, false]);
  expect(take(read.ledger, 2, claim, { ...create('/b'), ...by })).toEqual([false, true]);
  const chunks: number[] = [];
  const all = read.ledger.snapshot();
  for (let next = all.next(); next.done !== true; next = all.next()) chunks.push(...next.value);
  const other = new Ledger({});
  other.become(restoredFrom(Uint8Array.from(chunks)));
  const close = wish(ProposalKind.closeSession, by);
  const restarted = { ...create('/c'), ...by, origin: 1, boot: 9 };
  const moved = { ...create('/d'), ...by, origin: 1 };
  for (const ledger of [read.ledger, other]) {
    expect(take(ledger, 3, close, restarted, moved)).toEqual([true, true, false]);
    expect(settled[2]?.applied?.error).toBe(0);
    expect(ledger.tree.session(5n)).not.toBeNull();
  }
});

it('what a session had sent has no effect behind its end', () => {
  const read = new Read();
  read.open(1, 11n);
  read.session(11n, 1);
  const expire = wish(ProposalKind.expireSession, { session: 5n });
  const settled: Settled[] = [];
  const wishes = [create('/before'), expire, create('/behind')];
  const seal = { opening: 1, leadership: 11n, number: 2, time: 1000n };
  read.ledger.apply(encodeProposal({ ...seal, wishes }), (each) => settled.push(each));
  expect(settled.map(({ isMoved }) => isMoved)).toEqual([false, false, true]);
  expect(['/before', '/behind'].map((path) => read.ledger.tree.present(path))).toMatchObject([
    { mzxid: expect.anything() },
    null,
  ]);
});

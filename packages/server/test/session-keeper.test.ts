import { expect, it } from 'vitest';
import { Ledger, ProposalKind, type Wish, wish } from '../src/index.ts';
import { type Role } from '../src/kernels/kernel.ts';
import { SessionKeeper } from '../src/member/session-keeper.ts';
import { Time } from './helpers/world.ts';

const SESSION = 7n;
const TICK_MS = 100;
const TIMEOUT_MS = 400;

function wished(kind: ProposalKind): Wish {
  return { ...wish(kind, { session: SESSION }), origin: 1, boot: 1, serial: 1 };
}

/** A leader's keeper, and a session that was opened just now. */
function keeping() {
  const time = new Time(1);
  const expired: number[] = [];
  const ledger = new Ledger({ seed: 1 });
  ledger.tree.apply({
    type: 'createSession',
    zxid: 1n,
    time: 0,
    session: SESSION,
    timeoutMs: TIMEOUT_MS,
  });
  const role: Role = { type: 'leading' };
  const keeper = new SessionKeeper({
    ledger,
    clock: time,
    tickMs: TICK_MS,
    role: () => role,
    expire: () => void expired.push(time.now()),
    report: () => {},
  });
  keeper.start();
  keeper.applied(wished(ProposalKind.createSession));
  return { time, keeper, expired };
}

it('a session of which nothing is heard ends after its timeout, and not before', () => {
  const { time, expired } = keeping();
  time.runUntil(() => false, 5000);
  expect(expired).toHaveLength(1);
  expect(expired[0]).toBeGreaterThanOrEqual(TIMEOUT_MS);
});

it.each([
  ['a write', ProposalKind.request],
  ['a sync', ProposalKind.sync],
  ['a move', ProposalKind.claimSession],
])('%s of a session counts as word of it, also where no server reports of it', (_, kind) => {
  const { time, keeper, expired } = keeping();
  time.runUntil(() => false, TIMEOUT_MS - 50);
  keeper.applied(wished(kind));
  const at = time.now();
  time.runUntil(() => false, 5000);
  expect(expired).toHaveLength(1);
  expect(expired[0]).toBeGreaterThanOrEqual(at + TIMEOUT_MS);
});

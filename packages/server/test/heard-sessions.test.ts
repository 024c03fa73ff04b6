import type { Shape } from '@menagerie/contract';
import { expect, it } from 'vitest';
import {
  type Kernel,
  type Member,
  ProposalKind,
  paxosKernel,
  raftKernel,
  wish,
  zabKernel,
} from '../src/index.ts';
import { SimulatedEnsemble } from './helpers/simulated.ts';

const SESSION = 99n;
const TIMEOUT_MS = 3000;
/** Less than it takes a wish to come from a follower to the leader and be applied, more than to come. */
const BEFORE_MS = 5;

/** Three servers, and a session that a follower opened. The same each time. */
function opened<S extends Shape>(kernel: Kernel<S>) {
  const world = new SimulatedEnsemble(kernel, 3, 5);
  world.open();
  const members = world.servers.flatMap(({ member }) => member ?? []);
  const leader = members.find(({ role }) => role.type === 'leading');
  const follower = members.find((member) => member !== leader);
  if (leader === undefined || follower === undefined) throw new Error('nobody leads');
  const asked = wish(ProposalKind.createSession, { session: SESSION, timeoutMs: TIMEOUT_MS });
  follower.submit(asked, () => {});
  world.time.runUntil(() => has(leader), 1000);
  return { time: world.time, leader, follower };
}

function has<S extends Shape>({ ledger }: Member<S>): boolean {
  return ledger.tree.session(SESSION) !== null;
}

function suite<S extends Shape>(kernel: Kernel<S>): void {
  it(`a session on ${kernel.name} does not end while something of it is under way`, () => {
    const silent = opened(kernel);
    silent.time.runUntil(() => silent.leader.due.get(SESSION) === undefined, 60_000);
    const decidedAt = silent.time.now();

    const { time, leader, follower } = opened(kernel);
    let claimedAt = 0;
    time.after(decidedAt - BEFORE_MS - time.now(), () => {
      follower.submit(wish(ProposalKind.claimSession, { session: SESSION }), () => {
        claimedAt = time.now();
      });
    });
    time.runUntil(() => claimedAt > 0, 60_000);
    expect(claimedAt).toBeGreaterThan(decidedAt);
    expect(has(leader)).toBe(true);
    time.runUntil(() => !has(leader), 60_000);
    expect(time.now()).toBeGreaterThan(decidedAt - BEFORE_MS + TIMEOUT_MS);
  });
}

suite(raftKernel);
suite(zabKernel);
suite(paxosKernel);

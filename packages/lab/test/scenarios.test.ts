import { describe, expect, test } from 'vitest';
import { BUILTINS, choiceOf } from '../src/model/builtins.ts';
import { checkChallenge } from '../src/model/challenge.ts';
import type { Frame } from '../src/model/frame.ts';
import { PROTOCOLS, type ProtocolName } from '../src/model/protocols.ts';
import { surveyZxids, zxidKey, zxidState } from '../src/model/zxids.ts';
import { engineOf } from './helpers/exhibits.ts';
import { Run } from './helpers/run.ts';

const builtin = (protocol: ProtocolName, name: string, mutant: string | null = null) =>
  new Run({ type: 'builtin', choice: { ...choiceOf(name, protocol), mutant } }, engineOf(protocol));

const seen = ({ properties }: Frame, name: string) =>
  properties.find((property) => property.name === name)?.status === 'holds';

describe.each(PROTOCOLS)('the built-in scenarios of %s', (protocol) => {
  test.each(BUILTINS[protocol])('%s plays and holds', (name) => {
    const run = builtin(protocol, name).playTo(2500);
    expect(run.marks('election').length).toBeGreaterThan(0);
    expect(run.marks('violation')).toEqual([]);
  });

  test('are the same run each time', () => {
    const hashes = [1, 2].map(() => {
      const run = builtin(protocol, 'random').playTo(1500);
      return run.frame(run.history.lastStep).hash;
    });
    expect(hashes[0]).toBe(hashes[1]);
  });
});

describe.each(['raft', 'paxos', 'zab'] as const)('the challenge in %s', (protocol) => {
  test('is passed: crash the leader, write again, and the first write is there', () => {
    const run = builtin(protocol, 'kill-the-leader').playTo(800);
    const first = run.marks('election')[0];
    run.act((first?.step ?? 0) + 1, { type: 'write', server: first?.server ?? 0 });
    run.playTo(800);
    const written = run.marks('commit').at(-1);
    run.act((written?.step ?? 0) + 1, {
      type: 'crash',
      server: first?.server ?? 0,
      loseUnsynced: true,
    });
    run.playTo(2500);
    const second = run.marks('election').at(-1);
    expect(second?.server).not.toBe(first?.server);
    run.act((second?.step ?? 0) + 1, { type: 'write', server: second?.server ?? 0 });
    run.playTo(run.history.lastAt + 800);
    const milestones = run.engine.milestones(run.branch, run.history.lastStep);
    expect(checkChallenge('write-survives-crash', milestones).status).toBe('passed');
  });
});

describe('the Synod', () => {
  const ballotsAt = (run: Run, step: number) => {
    const { ledger } = run.frame(step);
    if (ledger.type !== 'ballots') throw new Error('no ballots');
    return ledger;
  };

  test('has a value chosen before anybody knows, and keeps it in the next ballot', () => {
    const run = builtin('synod', 'keep-the-value').playTo(1000);
    const learned = run.marks('commit')[0]?.step ?? 0;
    const steps = Array.from({ length: learned }, (_, step) => ballotsAt(run, step));
    const secretly = steps.find(
      ({ chosen, servers }) => chosen.length === 1 && servers.every((one) => one.learned === null),
    );
    expect(secretly?.chosen).toEqual(['w1']);
    const { ballots, chosen } = ballotsAt(run, run.history.lastStep);
    expect(ballots.map(({ value }) => value)).toEqual(['w1', 'w1']);
    expect(chosen).toEqual(['w1']);
  });

  test('shows two chosen values where a proposer keeps to its own', () => {
    const run = builtin('synod', 'keep-the-value', 'P-07').playTo(1000);
    expect(run.marks('violation').map(({ value }) => value)).toContain('Agreement');
    expect(ballotsAt(run, run.history.lastStep).chosen).toEqual(['w1', 'w2']);
  });

  test('counts no vote that a crash took back', () => {
    const run = builtin('synod', 'kill-the-proposer');
    const voted = Array.from({ length: run.history.lastStep }, (_, step) => step).find((step) =>
      ballotsAt(run, step).servers[1]?.votes.some(({ state }) => state === 'written'),
    );
    const landed = run.act(voted ?? 0, { type: 'crash', server: 1, loseUnsynced: true });
    expect(ballotsAt(run, landed).servers[1]?.votes).toEqual([]);
  });

  test('duels: each of two proposers has its quorum several times, and then one value is chosen', () => {
    const run = builtin('synod', 'dueling-proposers').playTo(3000);
    expect(run.marks('election').length).toBeGreaterThanOrEqual(4);
    const first = run.marks('commit')[0];
    expect(first?.step).toBeGreaterThan(run.marks('election')[3]?.step ?? 0);
  });
});

describe('Multi-Paxos', () => {
  test('fills the gap before the value that must be kept', () => {
    const run = builtin('paxos', 'keep-the-value').playTo(2500);
    const end = run.frame(run.history.lastStep);
    expect(seen(end, 'A Value Is Recovered') && seen(end, 'A Gap Is Filled')).toBe(true);
    const leader = end.servers.find(({ role }) => role === 'leader');
    const { entries } = run.engine.inspect(0, end.step, leader?.id ?? 0);
    expect(entries.map(({ index, text }) => `${index} ${text}`)).toEqual(['2 w2', '1 no-op']);
  });
});

describe('three primaries', () => {
  /** What each server holds at the end, oldest first. */
  const textsOf = (protocol: ProtocolName): string[] => {
    const run = builtin(protocol, 'primary-order').playTo(3000);
    expect(run.marks('violation')).toEqual([]);
    return Array.from({ length: 5 }, (_, server) => {
      const { entries } = run.engine.inspect(0, run.history.lastStep, server);
      return entries
        .map(({ text }) => text)
        .toReversed()
        .join(' ');
    });
  };

  test('leave in Paxos B without the A that was written before it', () => {
    expect(new Set(textsOf('paxos'))).toEqual(new Set(['w3 w2 w4']));
  });

  test('leave in Zab neither, for nobody has both', () => {
    expect(new Set(textsOf('zab'))).toEqual(new Set(['w3 w4']));
  });
});

describe('Zab', () => {
  test.each([
    ['diff', 'DIFF Is Used'],
    ['trunc', 'TRUNC Is Used'],
    ['snap', 'SNAP Is Used'],
    ['between', 'A Proposal Comes Before UPTODATE'],
  ])('%s shows what it promises', (name, property) => {
    const run = builtin('zab', name).playTo(2500);
    expect(seen(run.frame(run.history.lastStep), property)).toBe(true);
  });

  test('marks the proposal that only the deposed leader has, until it is truncated', () => {
    const run = builtin('zab', 'trunc').playTo(2500);
    const key = zxidKey({ epoch: 1, counter: 2 });
    const stateAt = (step: number) => {
      const { ledger, servers } = run.frame(step);
      if (ledger.type !== 'history') throw new Error('no history');
      const survey = surveyZxids(ledger.servers, servers, ledger.held);
      return ledger.servers.map((history) => zxidState(history, key, survey));
    };
    const [first, second] = run.marks('election');
    const deposed = first?.server ?? 0;
    expect(stateAt(second?.step ?? 0)[deposed]).toBe('discarded');
    expect(stateAt(run.history.lastStep).every((state) => state === null)).toBe(true);
  });

  test('plays the rules of the paper too: it sends the whole history', () => {
    const choice = { ...choiceOf('diff', 'zab'), variant: 'paper' } as const;
    const run = new Run({ type: 'builtin', choice }, engineOf('zab')).playTo(2500);
    const end = run.frame(run.history.lastStep);
    expect(seen(end, 'SNAP Is Used')).toBe(true);
    expect(seen(end, 'DIFF Is Used')).toBe(false);
  });
});

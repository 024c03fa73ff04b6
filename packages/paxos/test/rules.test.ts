import { paxos, paxosConfig, paxosRules, synod, synodConfig, synodRules } from '@menagerie/paxos';
import { paxosZoo, synodZoo } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { ballot } from './helpers/messages.ts';

const value = Uint8Array.of(1);

describe.each([
  { name: 'the Synod', rules: synod.rules, sound: Object.keys(synodRules), zoo: synodZoo },
  { name: 'Multi-Paxos', rules: paxos.rules, sound: Object.keys(paxosRules), zoo: paxosZoo },
])('the table of rules of $name', ({ rules, sound, zoo }) => {
  const ids: readonly string[] = rules.map(({ id }) => id);

  it('has every rule that can be replaced, once', () => {
    expect(ids.toSorted()).toEqual(sound.toSorted());
  });

  it('has the rule that each mutant replaces', () => {
    for (const { rule } of zoo) expect(ids).toContain(rule);
  });
});

describe('the rules of the Synod (§2.2, P1 and P2c)', () => {
  it('promise each ballot once, and nothing below it', () => {
    const promised = ballot(3, 1);
    expect(synodRules.mayPromise(ballot(4, 0), promised)).toBe(true);
    expect(synodRules.mayPromise(ballot(3, 2), promised)).toBe(true);
    expect(synodRules.mayPromise(promised, promised)).toBe(false);
    expect(synodRules.mayPromise(ballot(3, 0), promised)).toBe(false);
  });

  it('let a promise wait for the disk, and count only for the ballot that it names', () => {
    expect(synodRules.promiseWaits()).toBe(true);
    expect(synodRules.isPromiseFor(ballot(3, 1), ballot(3, 1))).toBe(true);
    expect(synodRules.isPromiseFor(ballot(2, 1), ballot(3, 1))).toBe(false);
  });

  it('take the value of the highest ballot that was reported', () => {
    const low = { ballot: ballot(1), value };
    const high = { ballot: ballot(2), value };
    expect(synodRules.supersedes(low, null)).toBe(true);
    expect(synodRules.supersedes(high, low)).toBe(true);
    expect(synodRules.supersedes(low, high)).toBe(false);
  });
});

describe('the rules of Multi-Paxos (§2.2, P1 and P2c)', () => {
  it('promise a ballot again to whom it was promised, and nothing below it', () => {
    const promised = ballot(3, 1);
    expect(paxosRules.mayPromise(ballot(4, 0), promised)).toBe(true);
    expect(paxosRules.mayPromise(promised, promised)).toBe(true);
    expect(paxosRules.mayPromise(ballot(3, 0), promised)).toBe(false);
  });

  it('count an answer only for the ballot that it names', () => {
    expect(paxosRules.isAnswerTo(ballot(3, 1), ballot(3, 1))).toBe(true);
    expect(paxosRules.isAnswerTo(ballot(2, 1), ballot(3, 1))).toBe(false);
  });

  it('keep the report of the higher ballot', () => {
    const low = { ballot: ballot(1), value: { type: 'noop' } } as const;
    const high = { ballot: ballot(2), value: { type: 'noop' } } as const;
    expect(paxosRules.supersedes(high, low)).toBe(true);
    expect(paxosRules.supersedes(low, high)).toBe(false);
  });
});

describe('configuration', () => {
  it('of the Synod names a time to wait that is one', () => {
    expect(() => synodConfig({ servers: 3, retryMs: 0 })).toThrow('retryMs is 0');
    expect(() => paxosConfig({ servers: 0 })).toThrow('servers is 0');
  });
});

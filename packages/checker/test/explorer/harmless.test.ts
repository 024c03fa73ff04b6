import { Explorer } from '@menagerie/checker';
import type { Mutant, Scope, Subject } from '@menagerie/contract';
import { crash, fire, fromText, given, lose } from '@menagerie/contract/testing';
import { createRaft, type RaftRules, type RaftShape } from '@menagerie/raft';
import { raftExploration, raftHarmless, raftSubject } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';

/** After a rejection this leader begins again where the logs surely agree: slow, and sound. */
const patient: Partial<RaftRules> = { nextToProbe: (_rejected, _agreed, matched) => matched + 1 };
const wholeLog: Partial<RaftRules> = { verifiedIndex: (_prev, _entries, last) => last };

function variant(id: string, overrides: Partial<RaftRules>): Mutant<RaftShape> {
  const text = { mistake: id, source: 'this test', breaks: ['Committed On Quorum'] };
  return { id, ...text, rule: 'verifiedIndex', protocol: createRaft(overrides) };
}

const subject: Subject<RaftShape> = {
  ...raftSubject,
  mutants: [
    variant('patient', patient),
    variant('R-10', wholeLog),
    variant('both', { ...patient, ...wholeLog }),
  ],
};

/** Server 0 has entries of term 1 that nobody else has; server 1 has led term 2, and leads term 3. */
function remnants(): Scope<RaftShape> {
  const [like] = raftExploration.scopes.filter(({ name }) => name === 'a read after an election');
  if (like === undefined) throw new RangeError('no scope begins with a leader');
  const vote = [
    { type: 'deliver', from: 1, to: 2, message: 'requestVote' },
    { type: 'deliver', from: 2, to: 1, message: 'voteAnswer' },
  ] as const;
  const write = { type: 'propose', data: fromText('w') } as const;
  return {
    ...like,
    name: 'remnants',
    config: { ...like.config, maxUncommitted: 8, maxEntriesPerMessage: 1 },
    budgets: { timeouts: { election: 1 } },
    commands: [],
    start: [
      ...like.start,
      given(0, write),
      given(0, write),
      lose,
      fire(1, 'election'),
      ...vote,
      lose,
      crash(1),
      fire(1, 'election'),
      ...vote,
    ],
  };
}

function explore(scope: Scope<RaftShape>, mutant: string | null): string {
  const explorer = new Explorer(subject, raftExploration, scope, { mutant });
  const end = explorer.finish();
  return explorer.counterexample()?.violation.property ?? end;
}

describe('a mistake that is said to be harmless', () => {
  it('is R-10, and no other', () => {
    expect(raftHarmless.map(({ id }) => id)).toEqual(['R-10']);
  });

  it('does nothing wrong alone, nor does the leader with which it does', () => {
    expect([null, 'R-10', 'patient'].map((mutant) => explore(remnants(), mutant))).toEqual([
      'exhausted',
      'exhausted',
      'exhausted',
    ]);
  });

  it('breaks what it is said to break, with a leader that goes back further than it must', () => {
    expect(explore(remnants(), 'both')).toBe('Committed On Quorum');
    expect(raftHarmless.find(({ id }) => id === 'R-10')?.why).toContain('Committed On Quorum');
  });

  const small =
    '2 elections, 1 write|3 elections|a heartbeat to a follower with an entry of its own';
  it.each(small.split('|'))('does nothing wrong in the scope %s', (name) => {
    const scope = raftExploration.scopes.find((each) => each.name === name);
    if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
    expect(explore(scope, 'R-10')).toBe('exhausted');
  });
});

import { describe, expect, test } from 'vitest';
import { choiceOf } from '../src/model/builtins.ts';
import { messageAt } from '../src/model/frame.ts';
import type { OpenSource } from '../src/model/run.ts';
import { Engine } from '../src/worker/engine.ts';
import { raftExhibit } from '../src/worker/raft/scenarios.ts';
import { Run } from './helpers/run.ts';

const builtin = (name: string, mutant: string | null = null): OpenSource => ({
  type: 'builtin',
  choice: { ...choiceOf(name), mutant },
});

describe('the built-in scenarios', () => {
  test('figure-8 loses a committed entry once the rule against it is broken', () => {
    const broken = new Run(builtin('figure-8', 'R-01')).playTo(3000);
    expect(broken.marks('violation').map(({ value }) => value)).toContain('Leader Completeness');
  });

  test('split-vote ends its first term without a leader', () => {
    const run = new Run(builtin('split-vote')).playTo(2500);
    expect(Number(run.marks('election')[0]?.value)).toBeGreaterThan(1);
  });

  test('one that is unknown is refused by name', () => {
    const result = new Engine(raftExhibit).open(builtin('nowhere'));
    expect(result).toMatchObject({ ok: false, problem: { code: 'unknown-scenario' } });
  });
});

describe('an act of the reader', () => {
  test('makes a branch, and leaves the old future as it was', () => {
    const run = new Run(builtin('kill-the-leader')).playTo(1000);
    const [elected] = run.marks('election');
    const before = run.frame(run.history.lastStep).hash;
    const landed = run.act((elected?.step ?? 0) + 4, {
      type: 'crash',
      server: elected?.server ?? 0,
      loseUnsynced: false,
    });
    expect(run.frame(landed).servers[elected?.server ?? 0]?.status).toBe('crashed');
    run.playTo(2000);
    expect(run.marks('election').length).toBe(2);
    run.branch = 0;
    expect(run.frame(run.history.lastStep).hash).toBe(before);
  });

  test('on many links at once is one branch', () => {
    const run = new Run(builtin('kill-the-leader'));
    const links = [
      { from: 0, to: 1 },
      { from: 1, to: 0 },
    ];
    const landed = run.act(10, { type: 'cut', links });
    expect(run.branch).toBe(1);
    expect(run.frame(landed).cuts.slice(0, 2)).toEqual([0b10, 0b01]);
  });

  test('on a message changes when it arrives, or whether', () => {
    const run = new Run(builtin('kill-the-leader'));
    const step = run.marks('election')[0]?.step ?? 0;
    const frame = run.frame(step);
    const message = messageAt(frame.messages, 0);
    // A whole number: times are kept to the microsecond.
    const dueAt = Math.ceil(frame.at) + 500;
    const landed = run.act(step, { type: 'reschedule', message, dueAt });
    const later = run.frame(landed).messages;
    const times = Array.from({ length: later.count }, (_, i) => messageAt(later, i).dueAt);
    expect(times).toContain(dueAt);
    run.branch = 0;
    const after = run.frame(run.act(step, { type: 'drop', message })).messages.count;
    expect(after).toBe(frame.messages.count - 1);
  });

  test('that is impossible says why and makes no branch', () => {
    const { engine } = new Run(builtin('kill-the-leader'));
    const result = engine.act(0, 5, 0, { type: 'recover', server: 0 });
    expect(result).toMatchObject({ ok: false });
  });
});

describe('a link', () => {
  test('gives the same run again, to the last hash', () => {
    const run = new Run(builtin('random')).playTo(900);
    run.act(60, { type: 'crash', server: 1, loseUnsynced: true });
    run.playTo(1500);
    const { fragment, json } = run.engine.share(run.branch);
    const last = run.history.lastStep;
    const { hash } = run.frame(last);
    for (const source of [
      { type: 'link', link: `#${fragment}` },
      { type: 'text', text: json },
    ] as const) {
      const again = new Run(source).playTo(1500);
      expect(again.frame(last).hash).toBe(hash);
    }
  });

  const problemOf = (source: OpenSource) => {
    const result = new Engine(raftExhibit).open(source);
    return result.ok ? null : result.problem;
  };

  test('that is damaged is told from a file that is none', () => {
    expect(problemOf({ type: 'link', link: '#r=1.broken' })?.code).toBe('bad-link');
    expect(problemOf({ type: 'text', text: '{' })?.code).toBe('bad-json');
  });

  test('or file with an unknown field, or on a server that is not there, names the place', () => {
    const run = new Run(builtin('kill-the-leader'));
    run.act(5, { type: 'crash', server: 4, loseUnsynced: false });
    const { json } = run.engine.share(1);
    const extra = json.replace('"seed"', '"sed": 1, "seed"');
    expect(problemOf({ type: 'text', text: extra })).toMatchObject({
      code: 'unknown-field',
      place: 'sed',
    });
    const missing = json.replace('"server": 4', '"server": 11');
    expect(problemOf({ type: 'text', text: missing })).toMatchObject({
      code: 'missing-server',
      place: 'interventions[0].act.server',
    });
    const mutant = json.replace('"mutant": null', '"mutant": "R-99"');
    expect(problemOf({ type: 'text', text: mutant })?.code).toBe('unknown-mutant');
  });
});

describe('an explanation', () => {
  test('names the rules that were asked and walks back to the first cause', () => {
    const run = new Run(builtin('kill-the-leader'));
    const elected = run.marks('election')[0];
    const { rules, causes } = run.engine.explain(0, elected?.event ?? 0);
    expect(rules.map(({ rule }) => rule.id)).toContain('isCurrentGrant');
    expect(causes.length).toBeGreaterThan(1);
    expect(causes.every((cause, i) => i === 0 || cause.id < (causes[i - 1]?.id ?? 0))).toBe(true);
  });

  test('of a server tells what a crash would leave', () => {
    const run = new Run(builtin('slow-disk'));
    const { step, server } = run.marks('election')[0] ?? { step: 0, server: 0 };
    const { facts } = run.engine.inspect(0, step, server ?? 0);
    expect(facts.find(({ name }) => name === 'currentTerm')?.kept).toBe('disk');
    expect(facts.find(({ name }) => name === 'log')?.kept).toBe('unsynced');
    expect(facts.find(({ name }) => name === 'commitIndex')?.kept).toBe('memory');
  });
});

import { myths, sentence } from '@menagerie/myths';
import { describe, expect, it } from 'vitest';
import { expected } from './helpers/expected.ts';
import { expectNone, stepsTo } from './helpers/plays.ts';

describe('the list of myths', () => {
  it('has what is expected below, in this order', () => {
    expect(myths.map(({ id }) => id)).toEqual(expected.map(([id]) => id));
  });

  it.each(myths)('$id is found by its shortest way', ({ id, design }) => {
    const [, steps, states] = expected.find(([each]) => each === id) ?? ['', 0, 0];
    const finding = design.look();
    expect([stepsTo(finding), finding.states]).toEqual([steps, states]);
  });

  it.each(myths)(
    '$id is not found in the cure, of which everything is looked at',
    ({ id, cure }) => {
      const [, , , states, depth] = expected.find(([each]) => each === id) ?? ['', 0, 0, 0, 0];
      const finding = expectNone(cure.look());
      expect([finding.states, finding.depth]).toEqual([states, depth]);
      // Nothing fails where nothing is done.
      expect(finding.reached).toContain(
        id.startsWith('X04') ? 'every write is acknowledged' : 'somebody comes first',
      );
    },
  );

  it.each(myths)('$id names claims and runs in their form', ({ claims, runs }) => {
    expect(claims.length).toBeGreaterThan(0);
    for (const claim of claims) expect(claim).toMatch(/^C\d\d$/);
    for (const run of runs) expect(run).toMatch(/^[A-Z]\d+(–[A-Z]\d+)?$/);
  });

  it('corrects every claim on placement, lock and election that a model can show', () => {
    const shown = new Set<string>(myths.flatMap(({ claims }) => claims));
    const claims =
      'C13 C18 C19 C20 C21 C30 C33 C34 C35 C36 C37 C38 C39 C40 C41 C42 C43 C44 C45 C49 C50 C51 C52 C53 C54 C55 C56 C57 C58 C59';
    expect([...shown].toSorted()).toEqual(claims.split(' '));
  });
});

describe('a play', () => {
  const [first] = myths.filter(({ id }) => id === 'X05-two-holders');
  if (first === undefined) throw new Error('X05-two-holders is gone');

  it('can be stepped through by hand, to what the search finds', () => {
    const finding = first.design.look();
    if (finding.type !== 'found') throw new Error('nothing was found');
    let at = first.design.start;
    for (const step of finding.steps) {
      const next = at.next().find((each) => sentence(each.step ?? step) === sentence(step));
      if (next === undefined) throw new Error(`no way to: ${sentence(step)}`);
      at = next;
    }
    expect(at.facts).toEqual([
      { of: '/locks', is: 'persistent, made by nobody' },
      { of: '/locks/foo-100', is: 'persistent, made by A' },
      { of: '/locks/foo-200', is: 'persistent, made by B' },
      { of: 'A', is: 'inside' },
      { of: 'B', is: 'inside' },
    ]);
  });

  it('offers the same at each call, and starts from nothing that happened', () => {
    const { start } = first.design;
    expect(start.step).toBeNull();
    expect(start.next().map(({ step }) => step)).toEqual(start.next().map(({ step }) => step));
  });

  it('shows who is dead, and what is left of it', () => {
    const litter = myths.find(({ id }) => id === 'X05-litter');
    const made = litter?.design.start.next()[0];
    const crashed = made?.next().find(({ step }) => step?.deed.type === 'crash');
    const expired = crashed?.next().find(({ step }) => step?.deed.type === 'expire');
    expect(expired?.facts).toEqual([
      { of: '/locks', is: 'persistent, made by nobody' },
      { of: '/locks/foo-100', is: 'persistent, made by A' },
      { of: 'A', is: 'crashed, session expired' },
      { of: 'B', is: 'outside' },
    ]);
  });

  it('shows what servers hold and what clients do', () => {
    const store = myths.find(({ id }) => id === 'X04-lost-write');
    const [after] = store?.design.start.next() ?? [];
    expect(after?.facts).toEqual([
      { of: 'srv0', is: 'x' },
      { of: 'srv1', is: 'nothing' },
      { of: 'srv2', is: 'nothing' },
      { of: 'W', is: 'spreading' },
      { of: 'R', is: 'start' },
      { of: 'Q', is: 'start' },
    ]);
  });
});

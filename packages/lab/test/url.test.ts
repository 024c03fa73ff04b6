import { describe, expect, test } from 'vitest';
import { choiceOf } from '../src/model/builtins.ts';
import { choiceOfSearch, searchOfChoice, sourceOfUrl } from '../src/page/url.ts';

describe('the address', () => {
  test('holds a built-in scenario and its knobs', () => {
    const choice = { ...choiceOf('random'), servers: 9, seed: 12, mutant: 'R-01', preVote: false };
    expect(choiceOfSearch(searchOfChoice(choice))).toEqual(choice);
  });

  test('names the protocol, and the rules of Zab', () => {
    const choice = { ...choiceOf('trunc', 'zab'), variant: 'paper', mutant: 'Z-11' } as const;
    expect(searchOfChoice(choice)).toBe('?protocol=zab&scenario=trunc&break=Z-11&rules=paper');
    expect(choiceOfSearch(searchOfChoice(choice))).toEqual(choice);
  });

  test('with a protocol alone is its first scenario, and an unknown one is Raft', () => {
    expect(choiceOfSearch('?protocol=synod')).toEqual(choiceOf('kill-the-proposer', 'synod'));
    expect(choiceOfSearch('?protocol=none')).toEqual(choiceOf(null));
  });

  test('is short where nothing differs', () => {
    expect(searchOfChoice(choiceOf('partition'))).toBe('?scenario=partition');
  });

  test('with nonsense falls back to what is sensible', () => {
    expect(choiceOfSearch('?servers=77&seed=x')).toMatchObject({ servers: 5, seed: 7 });
  });

  test('prefers the run in its fragment', () => {
    expect(sourceOfUrl('?scenario=random', '#r=1.abc')).toEqual({ type: 'link', link: '#r=1.abc' });
    expect(sourceOfUrl('?scenario=random', '#lab-stage').type).toBe('builtin');
  });
});

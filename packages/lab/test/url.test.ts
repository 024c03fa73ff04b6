import { describe, expect, test } from 'vitest';
import { choiceOf } from '../src/model/builtins.ts';
import { choiceOfSearch, searchOfChoice, sourceOfUrl } from '../src/page/url.ts';

describe('the address', () => {
  test('holds a built-in scenario and its knobs', () => {
    const choice = { ...choiceOf('random'), servers: 9, seed: 12, mutant: 'R-01', preVote: false };
    expect(choiceOfSearch(searchOfChoice(choice))).toEqual(choice);
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

import { SAFE_WORDS } from '@menagerie/server';
import { readConfig } from '@menagerie/server/node';
import { describe, expect, it } from 'vitest';
import { usersIn } from '../../../packages/server/src/node/config/sasl-config.ts';
import { type Block, blocksIn } from './helpers/pages.ts';

const english = blocksIn('en');
const chinese = blocksIn('zh');
const withoutComments = ({ page, language, text }: Block): string => {
  const comment = language === 'js' ? / *\/\/ .*$/gm : / *# .*$/gm;
  return `${page} ${language}\n${text.replaceAll(comment, '')}`;
};

it('the pages have the same code in both languages, but for comments', () => {
  expect(chinese.map(withoutComments)).toEqual(english.map(withoutComments));
});

it('every program on the pages has a name under which a test runs it', () => {
  const nameless = english.filter(
    ({ language, title }) => ['js', 'java', 'python', 'go'].includes(language) && title === '',
  );
  expect(nameless).toEqual([]);
});

describe.each(english.filter(({ language }) => language === 'ini'))('$title', ({ text }) => {
  it('is a configuration that nothing is wrong with', () => {
    expect(readConfig(text).warnings).toEqual([]);
  });
});

it('the users on the page are read as they are written', () => {
  const { text = '' } = english.find(({ title }) => title === 'users.conf') ?? {};
  expect(usersIn(text, 'users.conf')).toEqual({ bob: 'secret' });
});

it('the words that the page says are answered are those that are', () => {
  const { text = '' } = english.find(({ title }) => title === 'answered by default') ?? {};
  expect(text.trim().split(' ')).toEqual(SAFE_WORDS);
});

import { describe, expect, it } from 'vitest';
import { programOf } from '../../../packages/cli/src/program/program.ts';
import { givenTo } from '../../../packages/cli/src/shell/command.ts';
import { commands } from '../../../packages/cli/src/shell/commands/index.ts';
import { blocksIn } from './helpers/pages.ts';

/** What a shell would hand over. No page needs more of a shell than this. */
function wordsIn(line: string): string[] {
  const bare = line.replace(/\s+#.*$/, '').replace(/\s+[<>|&].*$/, '');
  return [...bare.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}

const lines = (['en', 'zh'] as const).flatMap((language) =>
  blocksIn(language)
    .filter((block) => block.language === 'sh')
    .flatMap(({ page, text }) => text.split('\n').map((line) => [`${language}/${page}`, line])),
);

describe.each([
  [/^(?:npx )?menagerie /, (words: string[]) => words.slice(words.indexOf('menagerie') + 1)],
  [/^zkServer\.sh /, (words: string[]) => ['zk-server', ...words.slice(1)]],
] as const)('lines on pages that begin with %s', (prefix, argumentsOf) => {
  const meant = lines.filter(([, line = '']) => prefix.test(line));

  it('are there', () => {
    expect(meant.length).toBeGreaterThan(3);
  });

  it.each(meant)('%s: %s', (_page, line = '') => {
    const [name, ...rest] = argumentsOf(wordsIn(line));
    const command = programOf().commands.find((one) => one.name() === name);
    if (command === undefined) expect.unreachable(`there is no command ${name}`);
    command.exitOverride((error) => {
      throw error;
    });
    const { operands, unknown } = command.parseOptions(rest);
    expect(unknown).toEqual([]);
    const { length } = command.registeredArguments;
    const takes = command.registeredArguments.at(-1)?.variadic === true ? Infinity : length;
    const needs = command.registeredArguments.filter(({ required }) => required).length;
    expect(operands.length).toBeGreaterThanOrEqual(needs);
    expect(operands.length).toBeLessThanOrEqual(takes);
    for (const [at, { argChoices = [] }] of command.registeredArguments.entries()) {
      if (argChoices.length > 0) expect(argChoices).toContain(operands[at]);
    }
  });
});

const typed = blocksIn('en')
  .filter(({ title }) => ['in menagerie shell', 'script'].includes(title))
  .flatMap(({ text }) => text.trim().split('\n'));

it.each(typed)('the shell takes what a page types: %s', (line) => {
  const [name = '', ...words] = line.split(' ');
  const command = commands.get(name);
  if (command === undefined) expect.unreachable(`there is no command ${name}`);
  expect(() => givenTo(command, words)).not.toThrow();
});

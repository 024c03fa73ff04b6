import { readFileSync } from 'node:fs';
import { main } from '@menagerie/server/node';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { programOf } from '../../../packages/cli/src/program/program.ts';

const program = programOf();
const commands = program
  .createHelp()
  .visibleCommands(program)
  .filter((command) => command.name() !== 'help');
const byName = new Map(commands.map((command) => [command.name(), command]));

/** What `--help` prints, on paper of 80 columns. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => 80,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

/** The server's own program has no commands below it. */
async function helpOfServer(): Promise<string> {
  let text = '';
  const say = (part: string): void => {
    text += part;
  };
  await main(['--help'], { say, environment: {} });
  return text.trimEnd();
}

// If this fails, the commands say something else by now: write the page anew by `vitest -u`.
it('the page of commands shows their own help', async () => {
  const all = {
    ...Object.fromEntries(commands.map((command) => [command.name(), helpOf(command)])),
    'menagerie-server': await helpOfServer(),
  };
  await expect(`${JSON.stringify(all, null, 2)}\n`).toMatchFileSnapshot(
    '../src/components/printed/help.golden.json',
  );
});

const folders = [
  '../../../docs/use/',
  '../i18n/zh-Hans/docusaurus-plugin-content-docs/current/use/',
].map((path) => new URL(path, import.meta.url));
const read = (folder: URL, page: string): string => readFileSync(new URL(page, folder), 'utf8');

it.each(folders)(
  '%s has a chapter and the help of each command, in the order of the help',
  (folder) => {
    const page = read(folder, 'commands.mdx');
    const chapters = [...page.matchAll(/^## .* \{\/\* #([\w-]+) \*\/\}$/gm)].map(([, id]) => id);
    const names = commands.map((command) => command.name());
    expect(chapters.filter((id) => byName.has(id ?? ''))).toEqual(names);
    const helps = [...page.matchAll(/<CommandHelp of="([\w-]+)"/g)].map(([, name]) => name);
    expect(helps).toEqual([...names, 'menagerie-server']);
  },
);

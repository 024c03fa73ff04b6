import { expect, it } from 'vitest';
import { programOf } from '../src/program/program.ts';
import { run } from './helpers/command.ts';

const commands = programOf()
  .createHelp()
  .visibleCommands(programOf())
  .map((command) => command.name())
  .filter((name) => name !== 'help');

it.each(commands)('%s --help shows examples, and with which codes it ends', async (name) => {
  const { code, stdout } = await run([name, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples:\\n +menagerie ${name}`));
  expect(stdout).toMatch(/Ends with 0 when done, 1 .* and 2 when the\s+command line is wrong/s);
});

it.each([
  ['an unknown command', ['nope'], "unknown command 'nope'"],
  ['an unknown option', ['dev', '--nope'], "unknown option '--nope'"],
  ['a port that is none', ['dev', '--port', '99999'], 'a port is a number from 0 to 65535'],
  ['a core that is none', ['up', '--core', 'x'], 'Allowed choices are zab, raft, paxos'],
  ['too many servers', ['up', '--servers', '32'], 'an ensemble has 1 to 31 servers'],
])('%s ends it with 2 and the reason', async (_what, args, reason) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(reason);
});

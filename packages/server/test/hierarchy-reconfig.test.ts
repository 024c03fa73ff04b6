import { ErrorCode } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { Growing } from './helpers/growing.ts';
import { word } from './helpers/word.ts';

const members = (growing: Growing, ...lines: readonly string[]): string =>
  [...[1, 2, 3].map((id) => growing.lineOf(id)), ...lines].join(',');

describe.each(['zab', 'paxos'] as const)('an ensemble on %s', (core) => {
  it('is told while it runs what each voter weighs, and goes by it', async () => {
    const growing = await Growing.of(core, [1, 2, 3], { words: ['conf'] });
    const weights = ['group.7=1:2:3', 'weight.1=1', 'weight.2=3', 'weight.3=1'];
    const newMembers = members(growing, ...weights);
    const text = await growing.reconfig({ newMembers });
    const lines = newMembers.split(',').map((line) => `${line}\n`);
    expect(text).toMatch(new RegExp(`^${lines.join('')}version=[0-9a-f]+$`));
    expect(await word(growing.get(1).clientPort, 'conf')).toMatch(new RegExp(`\n${text}\n?$`));
    // Of those that are not there, one would be a majority.
    await growing.stop(1);
    await growing.stop(3);
    await growing.create('/by-weight');
    expect(await growing.has('/by-weight')).toBe(true);
    await growing.start(1, [1, 2, 3]);
    await growing.start(3, [1, 2, 3]);
    expect(await growing.reconfig({ leavingServers: '1' })).toBe(ErrorCode.badArguments);
    expect(await growing.reconfig({ newMembers: members(growing) })).not.toContain('group');
    await growing.stop(2);
    await growing.create('/by-number');
  });
});

it('an ensemble on raft is not told, and says that it cannot be', async () => {
  const growing = await Growing.of('raft', [1, 2, 3]);
  const newMembers = members(growing, 'group.1=1:2:3');
  expect(await growing.reconfig({ newMembers })).toBe(ErrorCode.unimplemented);
});

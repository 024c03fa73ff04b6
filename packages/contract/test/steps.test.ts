import { crash, deliver, fire, given, lose, settle, sync } from '@menagerie/contract/testing';
import { expect, it } from 'vitest';

it('Steps towards a start are what the explorer takes', () => {
  const command = { type: 'write' } as const;
  expect([
    fire(1, 'election'),
    given(2, command),
    deliver(0, 1, 'ask'),
    settle(0b011),
    sync(1),
    crash(2),
    lose,
  ]).toEqual([
    { type: 'fire', server: 1, timer: 'election' },
    { type: 'command', server: 2, command },
    { type: 'deliver', from: 0, to: 1, message: 'ask' },
    { type: 'settle', among: 0b011 },
    { type: 'sync', server: 1 },
    { type: 'crash', server: 2 },
    { type: 'lose' },
  ]);
});

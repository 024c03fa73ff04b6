import { expect, it, vi } from 'vitest';
import { example } from '../src/components/landing/content.ts';

it('the front page’s program finds a lost write, as it says', async () => {
  const printed = vi.spyOn(console, 'log').mockReturnValue();
  await import('../src/snippets/find-a-lost-write.ts');
  const [line] = printed.mock.calls.flat();
  printed.mockRestore();
  // Which seed it is may change with the protocol; what is lost may not.
  const shape = /^Seed \d+, step \d+: Server \d leads term \d+ without the entry of term \d+/;
  expect(line).toMatch(shape);
  expect(example).toMatch(shape);
});

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunningCommand } from '../../packages/cli/test/helpers/command.ts';
import { printedByExample, printedByProgram } from '../../packages/client/test/helpers/readme.ts';
import { printedAfter } from '../../readme.shared.ts';
import { examples, folder, textOf } from './helpers.ts';

/** The port of a `menagerie dev`, which ends with the test. */
async function served(): Promise<number> {
  const dev = new RunningCommand(['dev', '--port', '0']);
  return Number((await dev.printed(/-server 127\.0\.0\.1:(\d+)/))[1]);
}

// If this fails, an example prints something else by now: see whether it should, and write it anew by
// `vitest -u`.
it('every example prints what the page says, on one server', async () => {
  const address = `127.0.0.1:${await served()}`;
  const all: Record<string, { readonly code: string; readonly prints: string }> = {};
  for (const name of examples) {
    const prints = await printedByProgram(join(folder, `${name}.ts`), address);
    all[name] = { code: textOf(`examples/${name}.ts`), prints };
  }
  await expect(`${JSON.stringify(all, null, 2)}\n`).toMatchFileSnapshot(
    '../../apps/site/src/components/printed/examples.golden.json',
  );
});

it('the first lock of the recipes works as pasted, against `menagerie dev`', async () => {
  const readme = textOf('packages/recipes/README.md');
  const printed = await printedByExample(readme, folder, await served());
  expect(printed).toBe(printedAfter(readme, 'It prints:'));
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pagesIn } from './helpers/pages.ts';

const source = fileURLToPath(new URL('../../../packages/server/src/', import.meta.url));
const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(source, path), 'utf8'))
  .join('\n');

/** Code in the first column of the table behind a heading. */
function namesBelow(page: string, heading: string): string[] {
  const part = page.split(heading)[1]?.split(/^#/m)[0] ?? '';
  return [...part.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, first = '']) =>
    [...first.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

describe.each(['en', 'zh'] as const)('the page for operators, %s', (language) => {
  const page = pagesIn(language).get('operate.mdx') ?? '';

  it('names metrics that there are, of a server alone or of a leader', async () => {
    const server = await startServer({ clientPort: 0, admin: { port: 0 } });
    onTestFinished(() => server.close());
    const text = await (await fetch(`http://127.0.0.1:${server.adminPort}/metrics`)).text();
    const names = namesBelow(page, '{/* #metrics */}');
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) {
      if (name === 'synced_followers') expect(sources).toContain(`'${name}'`);
      else expect(text).toMatch(new RegExp(`^${name}(?:_count)? `, 'm'));
    }
  });

  it('quotes lines of the log as they are', () => {
    const said = namesBelow(page, '{/* #log */}').filter((line) => line.includes(' '));
    expect(said.length).toBeGreaterThan(7);
    for (const line of said) expect(sources).toContain(`'${line}'`);
  });
});

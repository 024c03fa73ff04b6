import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pagesIn } from './helpers/pages.ts';

const interop = new URL('../../../packages/server/interop/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, interop), 'utf8');
const readme = read('README.md');

/** What stands first in the rows of a part of a text, from its heading to the next. */
function rowsBelow(text: string, heading: string): string[] {
  const part = text.split(heading)[1]?.split(/^#/m)[0] ?? '';
  const rows = [...part.matchAll(/^\| (.+?) \|/gm)].map(([, first = '']) => first);
  return rows.filter((first) => !/^-+$/.test(first)).slice(1);
}

describe.each(['en', 'zh'] as const)('the page on compatibility, %s', (language) => {
  const page = pagesIn(language).get('compatibility.mdx') ?? '';

  it('explains each freedom of the fuzzer, and no other', () => {
    const free = rowsBelow(page, '{/* #free */}').flatMap((first) => first.match(/\w+/g) ?? []);
    const named = /function (\w+(?:Are|Have|Need|Go|May)[A-Z]\w+)\(/g;
    const functions = [...read('freedoms.ts').matchAll(named)].map(([, name = '']) => name);
    expect(free.sort()).toEqual(functions.sort());
  });

  it('lists as many requests that are not asked as the fuzzer does', () => {
    const here = rowsBelow(page, '{/* #not-asked */}');
    expect(here).toHaveLength(rowsBelow(readme, '### What is not asked').length);
  });

  it('says as many requests without a difference as the fuzzer’s README', () => {
    const said = /[\d,]{5,} requests beside 3\.8\.0, and\s+([\d,]+) beside 3\.9\.3/.exec(readme);
    const [first = '', second = ''] = said?.[0].match(/\d+,\d+/g) ?? [];
    expect(page).toContain(first);
    expect(page).toContain(second);
    expect(second).not.toBe('');
  });

  it('names the versions of clients that are installed', () => {
    const pinned = [
      read('install.sh'),
      ...['java/pom.xml', 'curator/pom.xml', 'go-zookeeper/go.mod'].map((file) =>
        read(`clients/${file}`),
      ),
    ].join('\n');
    const versions = page.match(/(?<=\| )\d+\.\d+\.\d+(?= \|)/g) ?? [];
    expect(versions).toHaveLength(6);
    for (const version of versions) expect(pinned).toContain(version);
  });
});

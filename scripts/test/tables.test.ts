import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Override {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}

/** What the linter lets a folder import from outside of it, or refuses where it lets all else in. */
interface Floor {
  readonly type: 'only' | 'all but';
  readonly names: readonly string[];
}

/** The floors of the linter, by folders such as `packages/raft` and `packages/checker/cli`. */
function floorsOfLinter(): Map<string, Floor> {
  const { overrides } = JSON.parse(textOf('.oxlintrc.json')) as { overrides: Override[] };
  const floors = new Map<string, Floor>();
  for (const { files, rules } of overrides) {
    const rule = rules['no-restricted-imports'];
    if (!Array.isArray(rule)) continue;
    const [, { patterns }] = rule as [string, { patterns: { group: string[] }[] }];
    const floor = floorOf(patterns.flatMap(({ group }) => group));
    for (const file of files) floors.set(file.replace(/(\/src)?\/\*\*$/, ''), floor);
  }
  return floors;
}

function floorOf(group: readonly string[]): Floor {
  if (group.some((pattern) => pattern === '*' || pattern === '@menagerie/**')) {
    const allowed = group.flatMap((pattern) => /^!([^.].*)/.exec(pattern)?.[1] ?? []);
    return { type: 'only', names: namesOf(allowed) };
  }
  return {
    type: 'all but',
    names: namesOf(group.filter((name) => /^@menagerie\/\w+$/.test(name))),
  };
}

/** Our packages by their short names; of others the innermost entry that is named. */
function namesOf(patterns: readonly string[]): string[] {
  const innermost = patterns.filter(
    (name) =>
      !patterns.some((other) => other.startsWith(`${name}/`)) || name.startsWith('@menagerie/'),
  );
  const short = innermost.map((name) => /^@menagerie\/([^/]+)/.exec(name)?.[1] ?? name);
  return [...new Set(short)].sort();
}

/** The rows of a table: the folders that a row is about, and the cell that says what they import. */
function rowsOf(path: string, column: number): [folder: string, cell: string][] {
  const rows = textOf(path)
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.flatMap((cells) =>
    inBackticks(cells[1] ?? '')
      .map((name) => name.replace('@menagerie/', 'packages/'))
      .filter((name) => /^(packages|apps)\//.test(name))
      .map((folder): [string, string] => [folder, cells[column] ?? '']),
  );
}

function inBackticks(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => name ?? []);
}

const zh = 'apps/site/i18n/zh-Hans/docusaurus-plugin-content-docs/current';

describe.each([
  { path: 'CONTRIBUTING.md', column: 2, all: /^(every package|everything but .*)$/ },
  { path: 'docs/build/architecture.md', column: 3, all: /^every package$/ },
  { path: `${zh}/build/architecture.md`, column: 3, all: /^所有的包$/ },
])('the table of imports in $path', ({ path, column, all }) => {
  const floors = floorsOfLinter();
  const rows = rowsOf(path, column);

  it('has a row for every package that has a floor', () => {
    const folders = new Set(rows.map(([folder]) => folder));
    const without = [...floors.keys()].filter((folder) => !folders.has(folder));
    // The page is about packages, and has no row for a part of one.
    expect(
      without.filter((folder) => column === 2 || !/\/(cli|node|browser)$/.test(folder)),
    ).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(10);
  });

  it.each(rows)('says of %s what the linter lets it import', (folder, cell) => {
    const floor = floors.get(folder);
    expect(inBackticks(cell).sort()).toEqual(floor?.names);
    expect(all.test(cell)).toBe(floor?.type === 'all but');
  });
});

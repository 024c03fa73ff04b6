import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

const cores = ['contract', 'raft', 'zab', 'paxos'];
const synchronous = [...cores, 'jute', 'znode'];
const pure = [
  ...cores,
  'jute',
  'znode',
  'simulator',
  'checker',
  'myths',
  'storage',
  'server',
  'client',
  'recipes',
];

interface Floor {
  readonly folder: string;
  readonly may: readonly string[];
  readonly mayNot: readonly string[];
}

const floors: readonly Floor[] = [
  {
    folder: 'packages/contract/src',
    may: ['./other.ts', '../testing/other.ts'],
    mayNot: ['@menagerie/raft', 'node:fs', 'fs', 'valibot', '../../../raft/src/index.ts'],
  },
  ...['raft', 'zab', 'paxos'].map((core) => ({
    folder: `packages/${core}/src`,
    may: ['./other.ts', '@menagerie/contract', '@menagerie/contract/testing'],
    mayNot: [
      '@menagerie/simulator',
      '@menagerie/contract/src/index.ts',
      '../../../contract/src/index.ts',
      'node:crypto',
      'valibot',
    ],
  })),
  {
    folder: 'packages/jute/src',
    may: ['./other.ts', '../wire/other.ts'],
    mayNot: ['@menagerie/contract', 'node:buffer', 'valibot', '../../../contract/src/index.ts'],
  },
  {
    folder: 'packages/znode/src',
    may: ['./other.ts', '../store/other.ts', '@menagerie/jute', '@noble/hashes/legacy.js'],
    mayNot: [
      '@menagerie/contract',
      '@menagerie/storage',
      '@menagerie/jute/src/index.ts',
      '@noble/hashes/sha2.js',
      'node:crypto',
      'valibot',
    ],
  },
  {
    folder: 'packages/simulator/src',
    may: ['./other.ts', '@menagerie/contract', 'valibot', 'fflate'],
    mayNot: [
      '@menagerie/raft',
      '@menagerie/checker',
      '@menagerie/lab',
      'node:fs',
      'fs/promises',
      'commander',
      '../../cli/main.ts',
    ],
  },
  {
    folder: 'packages/checker/src',
    may: ['./other.ts', '@menagerie/contract', '@menagerie/simulator', 'valibot'],
    mayNot: ['@menagerie/raft', '@menagerie/lab', 'node:worker_threads', 'fs', 'commander'],
  },
  {
    folder: 'packages/myths/src',
    may: ['./other.ts', '@menagerie/contract', '@menagerie/checker', '@noble/hashes/sha2.js'],
    mayNot: [
      '@menagerie/raft',
      '@menagerie/simulator',
      '@noble/hashes/utils.js',
      'node:crypto',
      'valibot',
    ],
  },
  {
    folder: 'packages/storage/src',
    may: ['./other.ts', '../log/other.ts'],
    mayNot: ['@menagerie/contract', 'node:fs', 'node:fs/promises', 'valibot'],
  },
  {
    folder: 'packages/storage/src/node',
    may: ['../files.ts', 'node:fs', 'node:fs/promises', 'node:path', 'node:util'],
    mayNot: ['@menagerie/contract', 'node:net', 'node:crypto', 'valibot'],
  },
  {
    folder: 'packages/server/src',
    may: [
      '../driver/driver.ts',
      '@menagerie/raft',
      '@noble/hashes/sha2.js',
      '@noble/hashes/legacy.js',
    ],
    mayNot: ['@menagerie/storage', '@menagerie/simulator', 'node:net', '@noble/hashes/sha3.js'],
  },
  {
    folder: 'packages/server/src/node',
    may: ['@menagerie/server', '@menagerie/storage/node', 'node:tls', 'pino', 'prom-client'],
    mayNot: ['@menagerie/simulator', '@menagerie/lab', 'node:child_process', 'express'],
  },
  {
    folder: 'packages/client/src',
    may: ['../session/session.ts', '@menagerie/jute', '@noble/hashes/legacy.js'],
    mayNot: [
      '@noble/hashes/sha2.js',
      '@menagerie/server',
      '@menagerie/contract',
      'node:net',
      '@menagerie/jute/src/index.ts',
    ],
  },
  {
    folder: 'packages/client/src/node',
    may: ['@menagerie/client', 'node:net', 'node:tls', 'node:dns/promises'],
    mayNot: ['@menagerie/server', 'node:fs', 'node:child_process'],
  },
  {
    folder: 'packages/client/src/browser',
    may: ['@menagerie/client', './world.ts'],
    mayNot: ['@menagerie/jute', 'node:net', 'ws'],
  },
  {
    folder: 'packages/recipes/src',
    may: ['./mutex.ts', '@menagerie/client'],
    mayNot: ['@menagerie/client/node', '@menagerie/jute', '@menagerie/server', 'node:events'],
  },
  ...['simulator', 'checker'].map((name) => ({
    folder: `packages/${name}/cli`,
    may: ['node:fs', 'commander', '@menagerie/raft', '@menagerie/simulator'],
    mayNot: ['@menagerie/lab', '@menagerie/site'],
  })),
  {
    folder: 'packages/cli/src',
    may: ['node:child_process', 'commander', '@menagerie/server/node', '@menagerie/storage'],
    mayNot: ['@menagerie/lab', '@menagerie/site', '@menagerie/server/src/index.ts'],
  },
  {
    folder: 'packages/lab/src',
    may: [
      './other.ts',
      '@menagerie/contract',
      '@menagerie/raft/testing',
      '@menagerie/jute',
      'react',
      'd3-scale',
    ],
    mayNot: [
      '@menagerie/site',
      '@menagerie/server/node',
      '../../../raft/src/index.ts',
      'node:fs',
      'fs',
      'fs/promises',
    ],
  },
  {
    folder: 'apps/visualizer/src',
    may: ['./other.ts', '@menagerie/lab', '@menagerie/lab/page', 'react'],
    mayNot: [
      '@menagerie/raft',
      '@menagerie/lab/sentences-zh',
      '../../../../packages/lab/src/index.ts',
      'node:fs',
    ],
  },
  {
    folder: 'apps/site/src',
    may: ['../corrections/runs.ts', '@menagerie/lab', '@menagerie/lab/sentences-zh', 'react'],
    mayNot: [
      '@menagerie/lab/page',
      '../../../../packages/lab/css.d.ts',
      '@menagerie/lab/src/index.ts',
      'node:fs',
    ],
  },
];

const ambientUses = [
  'Date.now()',
  'new Date()',
  'Math.random()',
  'performance.now()',
  'setTimeout(() => {}, 1)',
  'crypto.randomUUID()',
  'console.log(1)',
  'process.argv',
  'globalThis.Date',
];

const floorRules = [
  'no-restricted-imports',
  'no-restricted-globals',
  'no-restricted-properties',
  'no-console',
  'no-async-await',
];

let dir = '';
/** Files about which the linter named one of the floor rules. */
const refused = new Set<string>();

const mayFile = (floor: Floor, index: number) => `${floor.folder}/deep/may-${index}.ts`;
const mayNotFile = (floor: Floor, index: number) => `${floor.folder}/deep/may-not-${index}.ts`;
const ambientFile = (name: string, index: number) => `packages/${name}/src/ambient-${index}.ts`;
const asyncFile = (name: string) => `packages/${name}/src/async.ts`;

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: dir, maxBuffer: 1 << 26 }, (_error, stdout) => {
      resolve(stdout);
    });
  });
}

async function write(file: string, code: string): Promise<void> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), code);
}

function probes(): [file: string, code: string][] {
  const found: [string, string][] = [];
  for (const floor of floors) {
    for (const [index, what] of floor.may.entries()) {
      found.push([mayFile(floor, index), `export { thing } from '${what}';\n`]);
    }
    for (const [index, what] of floor.mayNot.entries()) {
      found.push([mayNotFile(floor, index), `import { a } from '${what}';\nexport const b = a;\n`]);
    }
  }
  for (const name of pure) {
    for (const [index, code] of ambientUses.entries()) {
      found.push([ambientFile(name, index), `export const kept: unknown = ${code};\n`]);
    }
  }
  for (const name of synchronous) {
    found.push([asyncFile(name), 'export async function later(): Promise<void> {}\n']);
  }
  return found;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'menagerie-floors-'));
  await cp(join(root, '.oxlintrc.json'), join(dir, '.oxlintrc.json'));
  await cp(join(root, 'tsconfig.base.json'), join(dir, 'tsconfig.base.json'));
  await Promise.all(probes().map(([file, code]) => write(file, code)));
  const report: unknown = JSON.parse(await run(bin('oxlint'), ['-f', 'json']));
  const { diagnostics } = report as { diagnostics: { code: string; filename: string }[] };
  for (const { code, filename } of diagnostics) {
    if (floorRules.some((rule) => code.includes(rule))) refused.add(filename);
  }
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('the linter keeps the floors', () => {
  it.each(floors)('$folder is refused every import beyond its floor', (floor) => {
    expect(floor.mayNot.filter((_, index) => !refused.has(mayNotFile(floor, index)))).toEqual([]);
  });

  it.each(floors)('$folder is allowed the imports of its floor', (floor) => {
    expect(floor.may.filter((_, index) => refused.has(mayFile(floor, index)))).toEqual([]);
  });

  it.each(pure)('%s is refused clocks, randomness and every other ambient thing', (name) => {
    expect(ambientUses.filter((_, index) => !refused.has(ambientFile(name, index)))).toEqual([]);
  });

  it.each(synchronous)('%s is refused async functions', (name) => {
    expect(refused).toContain(asyncFile(name));
  });
});

describe('the compiler knows no ambient world', () => {
  const world = [
    "export { readFileSync } from 'node:fs';",
    'export const kept: unknown = setTimeout;',
    'export const kept: unknown = console;',
    'export const kept: unknown = window;',
    'export const kept: unknown = fetch;',
  ];

  it.each(['contract', 'raft', 'jute', 'simulator', 'storage'])('in %s', async (name) => {
    const home = `compiled/${name}`;
    await Promise.all(world.map((code, index) => write(`${home}/src/world-${index}.ts`, code)));
    const own: unknown = JSON.parse(
      await readFile(join(root, 'packages', name, 'tsconfig.json'), 'utf8'),
    );
    await write(`${home}/tsconfig.json`, JSON.stringify({ ...(own as object), references: [] }));
    const complaints = await run(bin('tsc'), ['-p', home, '--noEmit', '--pretty', 'false']);
    const unnoticed = world.filter((_, index) => !complaints.includes(`world-${index}.ts(1,`));
    expect(unnoticed).toEqual([]);
  });
});

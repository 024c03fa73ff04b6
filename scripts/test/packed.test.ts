import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const packed = ['contract', 'raft', 'paxos'];
let project = '';

const run = (command: string, args: readonly string[], cwd = project): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

/** The first program in a package's README, as printed. */
function firstExample(name: string): string {
  const readme = readFileSync(join(root, 'packages', name, 'README.md'), 'utf8');
  const found = /```(?:js|ts)\n([\s\S]*?)```/.exec(readme)?.[1];
  if (found === undefined) throw new Error(`the README of ${name} has no program`);
  return found;
}

/** An empty project with the packages as npm would publish them, and nothing else. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'menagerie-packed-'));
  run(bin('tsc'), ['-b', 'packages/raft', 'packages/paxos'], root);
  const folders = packed.map((name) => join(root, 'packages', name));
  run('npm', ['pack', '--silent', '--pack-destination', project, ...folders], root);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "type": "module" }');
  const tarballs = readdirSync(project).filter((file) => file.endsWith('.tgz'));
  const files = tarballs.map((file) => `./${file}`);
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', ...files]);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe.each(packed)('@menagerie/%s, packed and installed into an empty project', (name) => {
  it('runs the first program of its README in Node', () => {
    writeFileSync(join(project, `${name}.mjs`), firstExample(name));
    expect(run(process.execPath, [`${name}.mjs`])).toMatch(/\S/);
  });

  it('tells its types', () => {
    const file = `${name}.ts`;
    const wrong =
      '\n// @ts-expect-error: the types are really there\nexport const no: Protocol = 1;\n';
    writeFileSync(
      join(project, file),
      `import type { Protocol } from '@menagerie/contract';\n` +
        `export * from '@menagerie/${name}';\nexport * as testing from '@menagerie/${name}/testing';${wrong}`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
    expect(run(bin('tsc'), [...options, '--types', '', file])).toBe('');
  });

  it('builds for the browser with Vite', () => {
    const folder = join(project, `page-${name}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'index.html'), '<script type="module" src="./main.js"></script>');
    writeFileSync(join(folder, 'main.js'), firstExample(name));
    run(bin('vite'), ['build', folder, '--logLevel', 'warn']);
    const assets = readdirSync(join(folder, 'dist', 'assets'));
    const script = assets.find((file) => file.endsWith('.js')) ?? '';
    expect(readFileSync(join(folder, 'dist', 'assets', script), 'utf8')).not.toMatch(
      /node:|require\(/,
    );
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { raftSubject } from '@menagerie/raft/testing';
import { createSimulation, parseScenario } from '@menagerie/simulator';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'menagerie-explore-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function explore(...args: readonly string[]): Outcome {
  return run('explore', '--out', folder, ...args);
}

function run(command: string, ...args: readonly string[]): Outcome {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const main = join(root, 'packages', 'checker', 'cli', `${command}.ts`);
  const all = [tsx, '--conditions=@menagerie/source', main, ...args];
  const options = { cwd: root, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, all, options);
  return { code: status, out: stdout, err: stderr };
}

describe('npm run explore', () => {
  it('--deep takes the large scopes of all protocols, and says what they took in all', () => {
    const { code, out } = explore('--deep', '--max', '100');
    expect(code).toBe(0);
    const explored = new Set(out.match(/^\w+(?=: )/gm));
    expect([...explored]).toEqual(['raft', 'synod', 'paxos', 'zab']);
    expect(out).toMatch(/\n[\d.]+ minutes in all, [\d.]+ GB at most\n$/);
  });

  it('--order depth exhausts a scope with the counts of breadth first', () => {
    const depth = explore('--scope', '2 elections, 1 write', '--order', 'depth');
    expect(depth.code).toBe(0);
    expect(depth.out).toContain('result       exhausted, depth first\n');
    expect(depth.out).toMatch(/states {7}1421 distinct, 6660 generated\n/);
    const breadth = explore('--scope', '2 elections, 1 write');
    expect(breadth.out).toContain('result       exhausted, breadth first\n');
    expect(breadth.out).toMatch(/states {7}1421 distinct, 6660 generated, depth \d+\n/);
  });

  it('--max gives up in time, and says that there is more', () => {
    const { code, out } = explore('--scope', '2 elections, 1 write', '--max', '500');
    expect(code).toBe(0);
    expect(out).toContain('result       full, breadth first\n');
    const distinct = Number(/(\d+) distinct/.exec(out)?.[1]);
    expect(distinct).toBeGreaterThanOrEqual(500);
    expect(distinct).toBeLessThan(540);
  });

  it('--order swarm walks as it is told, and writes what it finds as a scenario', () => {
    const walks = ['--order', 'swarm', '--walks', '900', '--steps', '35', '--seed', '3'];
    const { code, out } = explore('--scope', '2 elections, 1 crash', '--mutant', 'R-03', ...walks);
    expect(code).toBe(0);
    expect(out).toContain('violated, up to 900 random walks of up to 35 steps, seed 3; other');
    const path = /scenario {5}(\S+)/.exec(out)?.[1] ?? '';
    const scenario = parseScenario(readFileSync(path, 'utf8'), [raftSubject]);
    const simulation = createSimulation(raftSubject, scenario);
    while (simulation.step() !== null);
    expect(simulation.violation?.property).toBe('Election Safety');
  });

  it.each([
    ['--order sideways', '--order is sideways: use breadth, depth or swarm'],
    ['--max some', '--max is some: use a whole number from 1'],
    ['--order swarm --max 5', '--max is not for --order swarm: give --walks and --steps'],
    ['--walks 5', '--walks is for --order swarm only'],
    ['--order depth --threads 2', '--threads is for --order breadth only'],
  ])('says that %s cannot be used, and ends with 2', (options, message) => {
    const { code, err } = explore('--scope', '2 elections, 1 write', ...options.split(' '));
    expect([code, err]).toEqual([2, `error: ${message}\n`]);
  });
});

describe('npm run zoo', () => {
  it('goes through the mistakes of all protocols', () => {
    const { code, out } = run('zoo', '--mutant', 'R-03,P-07,P-16,Z-04,R-32');
    expect(code).toBe(0);
    const rows = out.split('\n').filter((line) => /^([a-z]|\| [RPZ]-)/.test(line));
    expect(rows.map((row) => /^(?:\| )?([\w-]+)/.exec(row)?.[1])).toEqual([
      'raft',
      'R-03',
      'R-32',
      'synod',
      'P-07',
      'paxos',
      'P-16',
      'zab',
      'Z-04',
    ]);
    expect(out).toContain('| R-03 | Election Safety |');
    expect(out).toContain('| R-32 | no scope |');
  });

  it('goes through those of one, where it is told which', () => {
    const { code, out } = run('zoo', '--protocol', 'synod', '--mutant', 'P-07,R-03');
    expect(code).toBe(0);
    expect(out).toContain('| P-07 |');
    expect(out).not.toContain('R-03');
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { raftSubject } from '@menagerie/raft/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { parseScenario, scenarioFromLink } from '../src/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const main = join(root, 'packages', 'simulator', 'cli', 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'menagerie-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function simulate(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const all = [tsx, '--conditions=@menagerie/source', main, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

/** What does not depend on the speed of the machine. */
const timeless = (text: string): string => text.replace(/ in [^\n]*events\/s\)/, '');

// Starting Node and compiling takes a while on a machine that is busy.
describe('the command line', () => {
  it('runs seeds, says what it did, and leaves with 0', () => {
    const { code, out } = simulate('--seeds', '6', '--servers', '3', '--coverage');
    expect(out).toContain('raft, 3 to 3 members, seeds 0 to 5');
    expect(out).toContain('no violation');
    expect(out).toMatch(/deliver appendEntries +follower/);
    expect(code).toBe(0);
  });

  it('gives the same result for any number of threads', () => {
    const args = ['--seeds', '60', '--servers', '3', '--from', '100'];
    const one = simulate(...args, '--workers', '1');
    const two = simulate(...args, '--workers', '2');
    expect(timeless(two.out)).toBe(timeless(one.out));
  });

  it('finds a mistake: explains it, saves it, links to it, and leaves with 0', () => {
    const trace = join(folder, 'trace.jsonl');
    const found = simulate('--mutant', 'R-05', '--seeds', '200', '--out', folder, '--trace', trace);
    expect(found.code).toBe(0);
    const path = /scenario: (.*)/.exec(found.out)?.[1] ?? '';
    const scenario = parseScenario(readFileSync(path, 'utf8'), [raftSubject]);
    expect(scenario.mutant).toBe('R-05');
    const link = /see it: +(http:\S+)/.exec(found.out)?.[1] ?? '';
    expect(link).toMatch(/^http:\/\/localhost:3000\/lab\/#r=/);
    expect(scenarioFromLink(link, [raftSubject])).toEqual(scenario);
    const lines = readFileSync(trace, 'utf8').trimEnd().split('\n');
    const last: unknown = JSON.parse(lines.at(-1) ?? '');
    expect(last).toMatchObject({ type: 'violated', property: 'Committed On Quorum' });

    const again = simulate('--replay', path);
    expect(again.code).toBe(1);
    expect(again.out).toContain('VIOLATED: Committed On Quorum');
    expect(again.out).toContain(link);
  });

  it('runs, and replays, protocols of any shape', () => {
    const args = ['--protocol', 'paxos', '--mutant', 'P-45', '--seeds', '5', '--out', folder];
    const found = simulate(...args);
    expect(found.code).toBe(0);
    const path = /scenario: (.*)/.exec(found.out)?.[1] ?? '';
    const again = simulate('--replay', path);
    expect(again.code).toBe(1);
    expect(again.out).toContain('VIOLATED: CommittedOnQuorum');
  });

  it.each([
    [['--seeds', 'many'], "argument 'many' is invalid. It must be a whole number from 1"],
    [['--protocol', 'pbft'], 'It must be one of raft, paxos, synod'],
    [['--mutant', 'R-99'], 'raft has no mutant "R-99": use one of R-01'],
    [['--servers', '5..3'], 'It must be a number or a range such as 3..5'],
    [['--sedes', '3'], "unknown option '--sedes'"],
    [['--replay', 'no-such-file.json'], 'no-such-file.json'],
  ])('leaves with 2 on %j', (args, message) => {
    const { code, err } = simulate(...args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it('leaves with 2 on a scenario file that cannot be used, and says where', () => {
    const path = join(folder, 'bad.json');
    writeFileSync(path, JSON.stringify({ protocol: 'raft', sed: 1 }));
    const { code, err } = simulate('--replay', path);
    expect(err).toMatch(/^error: \S+: /);
    expect(code).toBe(2);
  });

  it('leaves with 2 on a scenario of a protocol that it does not know', () => {
    const path = join(folder, 'unknown.json');
    writeFileSync(path, JSON.stringify({ protocol: 'pbft' }));
    const { code, err } = simulate('--replay', path);
    expect(err).toContain('error: protocol: "pbft" is not known here. Use one of raft, paxos');
    expect(code).toBe(2);
  });

  it('shows examples with --help', () => {
    const { code, out } = simulate('--help');
    expect(out).toContain('Examples:');
    expect(out).toContain('--mutant R-01');
    expect(code).toBe(0);
  });
});

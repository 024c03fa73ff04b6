import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { raftSubject } from '@menagerie/raft/testing';
import { parseScenario, printScenario, scenarioFromLink } from '@menagerie/simulator';
import { afterAll, describe, expect, it } from 'vitest';
import { findMistake } from '../../../simulator/test/helpers/mistakes.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'menagerie-shrink-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function shrink(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const main = join(root, 'packages', 'checker', 'cli', 'shrink.ts');
  const all = [tsx, '--conditions=@menagerie/source', main, ...args];
  const options = { cwd: root, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, all, options);
  return { code: status, out: stdout, err: stderr };
}

describe('npm run shrink', () => {
  const path = join(folder, 'failure.json');
  writeFileSync(path, printScenario(findMistake('R-05').scenario, raftSubject));

  it('writes a shorter scenario and prints the link that plays it', () => {
    const { code, out } = shrink(path, '--max-replays', '300');
    expect(code).toBe(0);
    expect(out).toMatch(/^Committed On Quorum: Server \d committed/);
    const file = readFileSync(join(folder, 'failure.short.json'), 'utf8');
    const short = parseScenario(file, [raftSubject]);
    const link = /see it: +(\S+)/.exec(out)?.[1] ?? '';
    expect(scenarioFromLink(link, [raftSubject])).toEqual(short);
    expect(out).toContain(`${short.decisions.length} decisions, after`);
  });

  it('says what cannot be used, and ends with 2', () => {
    expect(shrink(path, '--max-replays', 'many')).toMatchObject({
      code: 2,
      err: 'error: --max-replays is many: use a whole number from 1\n',
    });
    expect(shrink(path, '--max-states', '0')).toMatchObject({
      code: 2,
      err: 'error: --max-states is 0: use a whole number from 1\n',
    });
    const other = shrink(path, '--property', 'Election Safety');
    expect(other.code).toBe(2);
    expect(other.err).toMatch(/no violation of Election Safety to shrink/);
  });
});

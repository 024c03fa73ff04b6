import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What a campaign of 200 seeds prints, without what depends on the machine. */
async function campaign(protocol: string): Promise<string> {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const main = join(root, 'packages', 'simulator', 'cli', 'main.ts');
  const options = ['--protocol', protocol, '--seeds', '200', '--coverage', '--workers', '1'];
  const args = [tsx, '--conditions=@menagerie/source', main, ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  return stdout.replace(/ in [\d.]+ s \([\d,]+ events\/s\)/, '').trim();
}

// Starting Node and compiling takes a while on a machine that is busy. If this fails, the runs are
// others by now: see whether they should be, and write the page anew by `vitest -u`.
it('the page on the simulator shows what campaigns print', { timeout: 300_000 }, async () => {
  const all = {
    paxos: await campaign('paxos'),
    zab: await campaign('zab'),
    raft: await campaign('raft'),
  };
  await expect(`${JSON.stringify(all, null, 2)}\n`).toMatchFileSnapshot(
    '../src/components/printed/campaigns.golden.json',
  );
});

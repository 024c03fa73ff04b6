import type { ZooKeeper } from '@menagerie/client';
import type { TlsOptions } from '@menagerie/client/node';
import { type Address, shownAddress } from '../words/address.ts';
import { askWord, isRefused } from '../words/ask.ts';
import type { Diagnosis, DoctorLimits, Finding } from './finding.ts';

/** Finds paths with children that a crowd watches: each change wakes all of them. */
export async function examineWatches(
  zk: ZooKeeper,
  addresses: readonly Address[],
  { herd }: DoctorLimits,
  tls: TlsOptions | null,
): Promise<Diagnosis> {
  const skipped: string[] = [];
  const watchers = new Map<string, number>();
  for (const address of addresses) {
    const answer = await askWord(address, 'wchp', tls).catch((error: Error) => error);
    if (answer instanceof Error) skipped.push(`watches: ${answer.message}`);
    else if (isRefused(answer)) {
      const where = shownAddress(address);
      skipped.push(`watches at ${where}: add wchp to its 4lw.commands.whitelist to have them seen`);
    } else {
      for (const [path, sessions] of watchedIn(answer)) {
        watchers.set(path, (watchers.get(path) ?? 0) + sessions);
      }
    }
  }
  const findings: Finding[] = [];
  for (const [path, sessions] of watchers) {
    if (sessions < herd) continue;
    const stat = await zk.exists(path);
    if (stat !== null && stat.cversion > 0) findings.push(herdAt(path, sessions));
  }
  return { findings, skipped };
}

/** Sessions by the path that they watch: paths stand at the start of a line, sessions indented. */
function watchedIn(answer: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let path = '';
  for (const line of answer.split('\n')) {
    if (line.startsWith('/')) path = line.trim();
    else if (/^\s+0x/.test(line)) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return counts;
}

function herdAt(path: string, sessions: number): Finding {
  return {
    type: 'herd',
    where: path,
    what: `${sessions} sessions watch it, and it has children that come and go: each change wakes all of them, to send as many requests`,
    remedy:
      'in a lock or an election let each contender watch the one before it alone; else watch once in each process, or use a persistent watch',
  };
}

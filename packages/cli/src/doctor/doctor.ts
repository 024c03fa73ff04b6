import { connect, type TlsOptions } from '@menagerie/client/node';
import { ExitCode } from '../errors.ts';
import { addressesIn, shownAddress } from '../words/address.ts';
import { examineClock } from './clock.ts';
import type { Diagnosis, DoctorLimits } from './finding.ts';
import { examineServers } from './servers.ts';
import { examineTree } from './tree.ts';
import { examineWatches } from './watches.ts';

/** Of `menagerie doctor`. */
export interface DoctorOptions extends DoctorLimits {
  /** Directories whose disks are looked at, besides those that servers here name. */
  readonly data: readonly string[];
  readonly json: boolean;
  /** `null` for plain TCP. */
  readonly tls: TlsOptions | null;
}

/** Looks for what goes wrong in production, and says what to do. Fails if it finds something. */
export async function doctor(servers: string, options: DoctorOptions): Promise<ExitCode> {
  const { tls } = options;
  const addresses = addressesIn(servers);
  const parts = [await examineServers(addresses, options.data, options, tls)];
  const down = new Set(
    parts[0]?.findings.flatMap((f) => (f.type === 'server-down' ? f.where : [])),
  );
  const up = addresses.filter((address) => !down.has(shownAddress(address)));
  if (up.length === 0) parts.push({ findings: [], skipped: ['the tree: no server serves'] });
  else {
    const zk = await connect(up.map(shownAddress), tls === null ? {} : { tls });
    try {
      parts.push(await examineClock(zk, options));
      parts.push(await examineTree(zk, Date.now(), options));
      parts.push(await examineWatches(zk, up, options, tls));
    } finally {
      await zk.close();
    }
  }
  return report(parts, options.json);
}

function report(parts: readonly Diagnosis[], json: boolean): ExitCode {
  const findings = parts.flatMap((part) => part.findings);
  const skipped = parts.flatMap((part) => part.skipped);
  if (json) console.log(JSON.stringify({ findings, skipped }));
  else {
    for (const { type, where, what, remedy } of findings) {
      console.log(`${type}: ${where} ${what}.\n  Do: ${remedy}.\n`);
    }
    for (const each of skipped) console.log(`not looked at: ${each}`);
    console.log(findings.length === 0 ? 'Nothing found.' : `${findings.length} found.`);
  }
  return findings.length === 0 ? ExitCode.done : ExitCode.failed;
}

import { statfs } from 'node:fs/promises';
import type { TlsOptions } from '@menagerie/client/node';
import { type Address, shownAddress } from '../words/address.ts';
import { askWord, isRefused, pairsIn } from '../words/ask.ts';
import type { Diagnosis, DoctorLimits, Finding } from './finding.ts';

/** What servers say of themselves: whether they serve, how many vote, how full their disks are. */
export async function examineServers(
  addresses: readonly Address[],
  data: readonly string[],
  limits: DoctorLimits,
  tls: TlsOptions | null,
): Promise<Diagnosis> {
  const skipped: string[] = [];
  const answersTo = (word: string) =>
    Promise.all(addresses.map((address) => pairsOf(address, word, tls)));
  const confs = await answersTo('conf');
  const states = await answersTo('srvr');
  const findings = addresses.flatMap((address, i) => downOf(address, states[i] ?? null));
  findings.push(...evenOf(addresses, confs, states, skipped));
  const directories = new Set(data);
  for (const [i, { host }] of addresses.entries()) {
    // A server in memory names none; most have both in one.
    const named = new Set([confs[i]?.get('dataDir') ?? '', confs[i]?.get('dataLogDir') ?? '']);
    for (const directory of named) {
      if (directory === '') continue;
      if (LOOPBACK.test(host)) directories.add(directory);
      else skipped.push(`the disk of ${host}: run this there, with --data ${directory}`);
    }
  }
  for (const directory of directories) {
    const found = await spaceOf(directory, limits).catch((error: Error) => error);
    if (found instanceof Error) skipped.push(`the disk below ${directory}: ${found.message}`);
    else findings.push(...found);
  }
  return { findings, skipped };
}

const LOOPBACK = /^(localhost|127\.|::1$)/;

/** `null` from a server that does not answer, or not this. */
async function pairsOf(
  address: Address,
  word: string,
  tls: TlsOptions | null,
): Promise<ReadonlyMap<string, string> | null> {
  const answer = await askWord(address, word, tls).catch(() => '');
  return answer === '' || isRefused(answer) ? null : pairsIn(answer);
}

function downOf(address: Address, srvr: ReadonlyMap<string, string> | null): Finding[] {
  if (srvr?.has('Mode') === true) return [];
  return [
    {
      type: 'server-down',
      where: shownAddress(address),
      what: srvr === null ? 'does not answer' : 'answers, and does not serve: it has no leader',
      remedy:
        srvr === null
          ? 'start it, or leave it out here if it is no member any more'
          : 'see that more than half of the members run and reach each other at their peer ports',
    },
  ];
}

function evenOf(
  addresses: readonly Address[],
  confs: readonly (ReadonlyMap<string, string> | null)[],
  states: readonly (ReadonlyMap<string, string> | null)[],
  skipped: string[],
): Finding[] {
  // Where groups and weights decide, their number says nothing.
  if (confs.some((conf) => [...(conf?.keys() ?? [])].some((key) => key.startsWith('group.')))) {
    return [];
  }
  const voters = votersOf(confs) ?? listedVoters(states);
  if (voters === null) skipped.push('how many servers vote: no server says it; name all of them');
  if (voters === null || voters % 2 === 1) return [];
  return [
    {
      type: 'even-voters',
      where: addresses.map(shownAddress).join(','),
      what: `${voters} servers vote: that survives no more failures than ${voters - 1} would, and each write waits for one more`,
      remedy: `add a voter or make one an observer, so that ${voters + 1} or ${voters - 1} vote`,
    },
  ];
}

/** By the configuration, which names all members; `null` where no server tells it. */
function votersOf(confs: readonly (ReadonlyMap<string, string> | null)[]): number | null {
  for (const conf of confs) {
    const members = [...(conf ?? [])].filter(([key]) => /^server\.\d+$/.test(key));
    const voting = members.filter(([, value]) => !/:observer\b/.test(value));
    if (voting.length > 0) return voting.length;
  }
  return null;
}

/** Of those that were named here, if they are all. */
function listedVoters(states: readonly (ReadonlyMap<string, string> | null)[]): number | null {
  const modes = states.map((state) => state?.get('Mode') ?? null);
  if (modes.length === 1 && modes[0] === 'standalone') return 1;
  const voting = modes.filter((mode) => mode === 'leader' || mode === 'follower');
  return voting.length > 1 && modes.every((mode) => mode !== null) ? voting.length : null;
}

async function spaceOf(directory: string, { leastFreeBytes }: DoctorLimits): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= leastFreeBytes) return [];
  return [
    {
      type: 'low-disk',
      where: directory,
      what: `has ${mib(free)} MiB free, less than ${mib(leastFreeBytes)}: a server that cannot write its log takes no writes`,
      remedy:
        'make room, let old snapshots be purged (autopurge.*), or give the data a disk of its own',
    },
  ];
}

const mib = (bytes: number): number => Math.floor(bytes / 2 ** 20);

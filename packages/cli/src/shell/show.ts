import type { ACL, Stat } from '@menagerie/client';

const decoder = new TextDecoder();

/** Data as zkCli prints them. */
export function shownData(data: Uint8Array | null): string {
  return data === null ? 'null' : decoder.decode(data);
}

/** The names of a list, sorted. */
export function shownNames(names: readonly string[]): string {
  return `[${[...names].sort().join(', ')}]`;
}

/** A stat as zkCli prints it. */
export function shownStat(stat: Stat): string {
  return [
    `cZxid = ${hex(stat.czxid)}`,
    `ctime = ${shownTime(stat.ctime)}`,
    `mZxid = ${hex(stat.mzxid)}`,
    `mtime = ${shownTime(stat.mtime)}`,
    `pZxid = ${hex(stat.pzxid)}`,
    `cversion = ${stat.cversion}`,
    `dataVersion = ${stat.version}`,
    `aclVersion = ${stat.aversion}`,
    `ephemeralOwner = ${hex(stat.ephemeralOwner)}`,
    `dataLength = ${stat.dataLength}`,
    `numChildren = ${stat.numChildren}`,
  ].join('\n');
}

const LETTERS = ['r', 'w', 'c', 'd', 'a'];

/** Access rights as zkCli prints them: in its order, `cdrwa`. */
export function shownAcl(acl: readonly ACL[]): string {
  return acl.map(({ perms, id }) => `'${id.scheme},'${id.id}\n: ${shownPerms(perms)}`).join('\n');
}

function shownPerms(perms: number): string {
  const has = (letter: string): boolean => (perms & (1 << LETTERS.indexOf(letter))) !== 0;
  return ['c', 'd', 'r', 'w', 'a'].filter(has).join('');
}

/** A zxid or the id of a session. */
export function hex(value: bigint): string {
  return `0x${BigInt.asUintN(64, value).toString(16)}`;
}

/** `Thu Jan 01 00:00:00 UTC 1970`, as Java prints dates. */
function shownTime(ms: bigint): string {
  const [day, date, month, year, time] = new Date(Number(ms)).toUTCString().split(/,? /);
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}

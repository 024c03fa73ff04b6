import { type ACL, isKeeperError, type Stat, type ZooKeeper } from '@menagerie/client';
import type { Diagnosis, DoctorLimits, Finding } from './finding.ts';

/** A znode as the walk has found it. */
interface Visited {
  readonly path: string;
  readonly stat: Stat;
}

/** Asked for at a time. */
const WIDTH = 256;
const READ = 1;
/** Clocks of servers may differ by a little; what lies further in the future was written by another clock. */
const FUTURE_MS = 60_000;

const SECRET_NAME = /(?:pass(?:word|wd)|secret|credential|token|api[-_]?key|private[-_]?key)/i;
const SECRET_DATA = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:password|secret|token)["']?\s*[:=]/i;
const LOCK_NAME = /(?:^|[-_.])(?:lock|mutex|leader|master|latch|semaphore|lease)s?(?:[-_.]|$)/i;
const NUMBERED = /\d{10}$/;

/** What lies in the tree that should not lie there so. */
export async function examineTree(
  zk: ZooKeeper,
  now: number,
  { mostZnodes }: DoctorLimits,
): Promise<Diagnosis> {
  const findings: Finding[] = [];
  const skipped: string[] = [];
  let seen = 0;
  for (let level = ['/']; level.length > 0; ) {
    const below: string[] = [];
    for (let at = 0; at < level.length; at += WIDTH) {
      const some = level.slice(at, at + WIDTH);
      const found = await Promise.all(some.map((path) => visit(zk, path)));
      for (const each of found) {
        if (each === null) continue;
        below.push(...each.children);
        findings.push(...(await judge(zk, each, now)));
      }
      seen += some.length;
    }
    if (seen >= mostZnodes && below.length > 0) {
      skipped.push(`znodes beyond the first ${seen}: more with --most-znodes`);
      break;
    }
    level = below;
  }
  return { findings, skipped };
}

/** `null` for one that has gone meanwhile, or that nobody lets us see. */
async function visit(
  zk: ZooKeeper,
  path: string,
): Promise<(Visited & { readonly children: readonly string[] }) | null> {
  try {
    const { children, stat } = await zk.getChildren(path);
    const prefix = path === '/' ? '/' : `${path}/`;
    const paths = children.map((child) => `${prefix}${child}`);
    return { path, stat, children: paths.filter((each) => each !== '/zookeeper') };
  } catch (error) {
    if (isKeeperError(error, 'no-node', 'no-auth')) return null;
    throw error;
  }
}

async function judge(zk: ZooKeeper, visited: Visited, now: number): Promise<Finding[]> {
  return [
    ...(await openSecret(zk, visited)),
    ...lastingLock(visited),
    ...fromTheFuture(visited, now),
  ];
}

async function openSecret(zk: ZooKeeper, { path, stat }: Visited): Promise<Finding[]> {
  if (stat.dataLength === 0) return [];
  try {
    if (!SECRET_NAME.test(path)) {
      const { data } = await zk.get(path);
      if (!SECRET_DATA.test(new TextDecoder().decode(data ?? new Uint8Array()))) return [];
    }
    const { acl } = await zk.getACL(path);
    if (!acl.some(isOpen)) return [];
  } catch (error) {
    if (isKeeperError(error, 'no-node', 'no-auth')) return [];
    throw error;
  }
  return [
    {
      type: 'open-secret',
      where: path,
      what: 'looks like a secret, and anybody who reaches a client port can read it',
      remedy: `restrict it, in \`menagerie shell\`: addauth digest USER:PASSWORD, then setAcl ${path} auth::cdrwa; and replace the secret, which may be known`,
    },
  ];
}

function isOpen({ perms, id }: ACL): boolean {
  return id.scheme === 'world' && (perms & READ) !== 0;
}

/** A lock that outlives its owner. One whose contenders come and go below it has had children. */
function lastingLock({ path, stat }: Visited): Finding[] {
  if (stat.ephemeralOwner !== 0n || stat.numChildren > 0 || stat.cversion > 0) return [];
  const names = path.split('/');
  const name = names.at(-1) ?? '';
  const isContender =
    NUMBERED.test(name) && (LOCK_NAME.test(name) || LOCK_NAME.test(names.at(-2) ?? ''));
  if (!isContender && !LOCK_NAME.test(name)) return [];
  return [
    {
      type: 'lasting-lock',
      where: path,
      what: `looks like ${isContender ? "a contender's place in a lock" : 'a lock'}, and is not ephemeral: it stays when its owner dies, and nobody gets the lock again`,
      remedy:
        'have it created ephemeral (create -e), or use a recipe that does; delete this one when it is certain that its owner is gone',
    },
  ];
}

function fromTheFuture({ path, stat }: Visited, now: number): Finding[] {
  const ahead = Number(stat.mtime) - now;
  if (ahead <= FUTURE_MS) return [];
  return [
    {
      type: 'clock-jumped',
      where: path,
      what: `was written ${Math.round(ahead / 1000)} seconds from now: the clock of a leader was ahead, or was set back since`,
      remedy:
        'let all servers keep time by NTP (chrony, systemd-timesyncd), by slewing; TTL znodes go by this clock',
    },
  ];
}

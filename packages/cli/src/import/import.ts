import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import { plantTree } from '@menagerie/server/node';
import { type StoredZnode, Tree } from '@menagerie/znode';
import { treeIn } from '../apache/data-dir.ts';
import { CliError, type ExitCode } from '../errors.ts';
import { hex } from '../inspect/json.ts';

/** Of `menagerie import`. */
export interface ImportOptions {
  readonly core: CoreName;
  readonly servers: number;
  /** Where Apache's logs are, if not with the snapshots. */
  readonly logs: string | null;
}

/** What every server has, and servers of before 3.5 have not. */
const SYSTEM = ['/zookeeper', '/zookeeper/quota', '/zookeeper/config'];

/** Makes the disks of an ensemble of what a server of Apache's has kept. */
export async function importData(
  from: string,
  to: string,
  { core, servers, logs }: ImportOptions,
): Promise<ExitCode> {
  const replay = await treeIn(from, logs, (message) => console.error(message));
  const { sessions, lastZxid } = replay;
  const znodes = withSystem([...replay.znodes()]);
  const tree = Tree.of({ znodes, sessions, lastZxid });
  for (let self = 0; self < servers; self += 1) {
    const directory = servers === 1 ? to : join(to, `server-${self + 1}`);
    await plantTree({ core, directory, self, servers, tree }).catch((error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
      throw new CliError('unusable', error.message, { cause: error });
    });
  }
  const counts = `${tree.size} znodes (${tree.ephemerals} ephemeral), ${sessions.length} sessions`;
  const start =
    servers === 1
      ? `menagerie dev --core ${core} --data ${to}`
      : `menagerie up --servers ${servers} --core ${core} --data ${to}`;
  console.log(`${counts}, last zxid ${hex(lastZxid)}, digest ${tree.digest}.

  Start with   ${start}

Sessions cannot be taken up again: their passwords are the other server's. They end, and their
ephemeral znodes with them, when their timeouts are over.`);
  return 0;
}

function withSystem(znodes: readonly StoredZnode[]): readonly StoredZnode[] {
  const there = new Set(znodes.map(({ path }) => path));
  const blank = new Map([...new Tree().znodes()].map((znode) => [znode.path, znode]));
  const missing = SYSTEM.flatMap((path) => (there.has(path) ? [] : (blank.get(path) ?? [])));
  return [...znodes, ...missing];
}

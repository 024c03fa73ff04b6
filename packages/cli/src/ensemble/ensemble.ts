import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import type { ServerOptions } from '@menagerie/server/node';
import { CliError } from '../errors.ts';
import { Member } from './member.ts';
import { freePorts } from './ports.ts';

/** How to start an ensemble of server processes. */
export interface EnsembleOptions {
  /** @default 3 */
  readonly servers?: number;
  /** @default 'zab' */
  readonly core?: CoreName;
  /**
   * Where the disks of the servers are, in folders `server-1` and so on. `null` for a folder that is
   * made for this ensemble and removed with it: a server that is started again must have its disk.
   * @default null
   */
  readonly directory?: string | null;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** The client port of the first server, the next have the next ones; 0 for any. @default 0 */
  readonly clientPort?: number;
  /** Other options for each server by its id, from 1. What is no JSON, such as a log, does not reach it. */
  readonly server?: (id: number) => Omit<ServerOptions, 'core' | 'directory' | 'self' | 'peers'>;
  /** A process has changed its state. */
  readonly onChange?: (member: Member) => void;
  /** A process has written a line. */
  readonly onLine?: (member: Member, line: string) => void;
  /** A process has ended without having been told to. */
  readonly onLost?: (member: Member) => void;
}

/** An ensemble whose servers are processes of their own. They end with this process. */
export interface Ensemble {
  /** By their ids, from 1. */
  readonly members: readonly Member[];
  /** As clients of ZooKeeper take it: `127.0.0.1:2181,127.0.0.1:2182`. */
  readonly connectString: string;
  /** Until one leads and all others that run follow. */
  settled(): Promise<void>;
  /** Ends all processes, paused ones too. */
  close(): Promise<void>;
}

const MOST_SERVERS = 31;

/**
 * Starts an ensemble of processes; all listen when this returns.
 *
 * @throws CliError `invalid-argument` for a number of servers that cannot be, and `server-ended` for
 * one that ends before it listens: then none is left
 */
export async function startEnsemble(options: EnsembleOptions = {}): Promise<Ensemble> {
  const { servers = 3, host = '127.0.0.1', clientPort = 0, directory = null } = options;
  if (!Number.isInteger(servers) || servers < 1 || servers > MOST_SERVERS) {
    throw new CliError(
      'invalid-argument',
      `an ensemble has 1 to ${MOST_SERVERS} servers, not ${servers}: name an odd number such as 3`,
    );
  }
  const home = directory ?? (await mkdtemp(join(tmpdir(), 'menagerie-ensemble-')));
  const peers = (await freePorts(host, servers)).map((port) => ({ host, port }));
  const waiters = new Set<() => void>();
  const members = Array.from({ length: servers }, (_, self) => {
    const id = self + 1;
    const own: ServerOptions = {
      host,
      clientPort: clientPort === 0 ? 0 : clientPort + self,
      ...options.server?.(id),
      core: options.core ?? 'zab',
      directory: join(home, `server-${id}`),
      self,
      // One alone talks to nobody.
      peers: servers === 1 ? [] : peers,
    };
    return new Member(id, own, {
      changed: (member) => {
        options.onChange?.(member);
        for (const wake of waiters) wake();
      },
      line: (member, line) => options.onLine?.(member, line),
      lost: (member) => options.onLost?.(member),
    });
  });
  const close = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.stop()));
    if (directory === null) await rm(home, { recursive: true, force: true });
  };
  const started = await Promise.allSettled(members.map((member) => member.start()));
  const failed = started.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  return {
    members,
    get connectString() {
      return members.map((member) => `${host}:${member.clientPort}`).join(',');
    },
    settled: async () => {
      while (!areSettled(members)) {
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            waiters.delete(wake);
            resolve();
          };
          waiters.add(wake);
        });
      }
    },
    close,
  };
}

function areSettled(members: readonly Member[]): boolean {
  const roles = members.flatMap(({ state }) => (state.type === 'running' ? [state.role] : []));
  return (
    roles.filter((role) => role === 'leading').length === 1 && roles.every((r) => r !== 'looking')
  );
}

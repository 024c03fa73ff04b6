import type { CoreName } from '@menagerie/server';
import { type RunningServer, type ServerOptions, startServer } from '@menagerie/server/node';
import { onTestFinished } from 'vitest';
import { FaultProxy } from '../../../client/test/helpers/fault-proxy.ts';
import { freePorts, until } from './ensemble.ts';

/** What a server sends to another, by their places. */
export type LinkOf = (from: number, to: number) => FaultProxy;

/** Where each of several servers finds the others: each way is a proxy of its own. */
export interface Links {
  /** The peers of a server, itself among them, as `host:port`. */
  peersOf(self: number): { readonly host: string; readonly port: number }[];
  readonly link: LinkOf;
  /** All that others send to a server. */
  into(to: number): FaultProxy[];
  /** All that a server sends. */
  outOf(from: number): FaultProxy[];
}

/** Proxies from each of some servers to each other. A server speaks on connections that it dialled only. */
export async function links(size: number): Promise<Links> {
  const ports = await freePorts(size);
  const rows = await Promise.all(ports.map(() => Promise.all(ports.map(FaultProxy.before))));
  const link: LinkOf = (from, to) => {
    const proxy = rows[from]?.[to];
    if (proxy === undefined) throw new RangeError(`there is no link from ${from} to ${to}`);
    return proxy;
  };
  const others = (self: number): number[] => [...ports.keys()].filter((at) => at !== self);
  return {
    link,
    into: (to) => others(to).map((from) => link(from, to)),
    outOf: (from) => others(from).map((to) => link(from, to)),
    peersOf: (self) =>
      ports.map((port, at) => ({
        host: '127.0.0.1',
        port: at === self ? port : link(self, at).clientPort,
      })),
  };
}

/** Servers with proxies between them, which end with the test. */
export async function linked(
  core: CoreName,
  size: number,
  options: ServerOptions = {},
): Promise<Links & { readonly servers: readonly RunningServer[] }> {
  const between = await links(size);
  const servers = await Promise.all(
    Array.from({ length: size }, (_, self) =>
      startServer({ core, self, peers: between.peersOf(self), clientPort: 0, ...options }),
    ),
  );
  for (const server of servers) onTestFinished(() => server.close());
  return { ...between, servers };
}

/** Waits until one leads and all others follow. */
export async function settled(
  servers: readonly RunningServer[],
): Promise<{ readonly leader: number; readonly followers: readonly number[] }> {
  const places = (role: RunningServer['role']): number[] =>
    [...servers.keys()].filter((at) => servers[at]?.role === role);
  await until(
    () => places('leading').length === 1 && places('following').length === servers.length - 1,
  );
  return { leader: places('leading')[0] ?? 0, followers: places('following') };
}

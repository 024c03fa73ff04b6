import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import type { BrowserCommand } from 'vitest/node';
import { FaultProxy } from '../test/helpers/fault-proxy.ts';
import type { StartOptions } from '../test/suites/backend.ts';

/** Servers to start, and whose pages they take. */
export interface Wanted extends StartOptions {
  readonly core: CoreName;
  readonly origin: string;
  readonly count: number;
}

/** What a proxy is told to do, told apart by `type`. */
export type Deed =
  | { readonly type: 'cut'; readonly how: 'end' | 'reset' }
  | { readonly type: 'accept'; readonly accepts: boolean }
  | { readonly type: 'lose'; readonly direction: 'requests' | 'answers'; readonly spared: number }
  | { readonly type: 'hold' }
  | { readonly type: 'pass' };

declare module 'vitest/browser' {
  interface BrowserCommands {
    serve(wanted: Wanted): Promise<number[]>;
    unserve(ports: readonly number[]): Promise<void>;
    obstruct(target: number): Promise<number>;
    tell(proxy: number, deed: Deed): Promise<void>;
    clear(proxy: number): Promise<void>;
  }
}

const children = new Map<number, ChildProcess>();
const proxies = new Map<number, FaultProxy>();

/** Starts servers, and gives the ports of their doors. */
const serve: BrowserCommand<[wanted: Wanted]> = (_context, wanted) => {
  const script = join(import.meta.dirname, 'server-child.ts');
  const flags = ['--import', 'tsx', '--conditions=@menagerie/source', script];
  const child = spawn(process.execPath, [...flags, JSON.stringify(wanted)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise<number[]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the servers have ended')));
    child.stdout.once('data', (line: Buffer) => {
      const ports = line.toString().trim().split(' ').map(Number);
      for (const port of ports) children.set(port, child);
      resolve(ports);
    });
  });
};

/** Ends them. */
const unserve: BrowserCommand<[ports: readonly number[]]> = (_context, ports) => {
  for (const port of ports) {
    children.get(port)?.stdin?.end();
    children.delete(port);
  }
};

/** Puts a proxy before a port, and gives its own. */
const obstruct: BrowserCommand<[target: number]> = async (_context, target) => {
  const proxy = await FaultProxy.open(target);
  proxies.set(proxy.clientPort, proxy);
  return proxy.clientPort;
};

const tell: BrowserCommand<[proxy: number, deed: Deed]> = (_context, port, deed) => {
  const proxy = proxies.get(port);
  if (proxy === undefined) throw new Error(`there is no proxy at port ${port}`);
  switch (deed.type) {
    case 'cut':
      return proxy.cut(deed.how);
    case 'accept':
      return proxy.accept(deed.accepts);
    case 'lose':
      return proxy.lose(deed.direction, deed.spared);
    case 'hold':
      return proxy.hold();
    case 'pass':
      return proxy.pass();
  }
};

/** Takes a proxy away. */
const clear: BrowserCommand<[proxy: number]> = async (_context, port) => {
  await proxies.get(port)?.close();
  proxies.delete(port);
};

/** What pages ask of the process that runs the tests. */
export const commands = { serve, unserve, obstruct, tell, clear };

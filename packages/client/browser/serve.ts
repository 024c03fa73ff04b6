import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { BrowserCommand } from 'vitest/node';

declare module 'vitest/browser' {
  interface BrowserCommands {
    serve(core: string, origin: string): Promise<number>;
    unserve(port: number): Promise<void>;
  }
}

const children = new Map<number, ChildProcess>();

/** Starts a server that takes pages of an origin. Gives the port of its door. */
export const serve: BrowserCommand<[core: string, origin: string]> = (_context, core, origin) => {
  const script = join(import.meta.dirname, 'server-child.ts');
  const flags = ['--import', 'tsx', '--conditions=@menagerie/source', script, core, origin];
  const child = spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the server has ended')));
    child.stdout.once('data', (line: Buffer) => {
      const port = Number(line.toString());
      children.set(port, child);
      resolve(port);
    });
  });
};

/** Ends it. */
export const unserve: BrowserCommand<[port: number]> = (_context, port) => {
  children.get(port)?.stdin?.end();
  children.delete(port);
};

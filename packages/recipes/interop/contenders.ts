import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CLIENTS_FOLDER } from '../../server/interop/apache.ts';
import { HOW_TO_GET_CLIENTS } from '../../server/interop/clients.ts';

/** Recipes of others, unmodified. */
export interface Contender {
  readonly name: string;
  /** Why it is left out; `null` where it is installed. */
  readonly leftOut: string | null;
  /** Runs it to its end, and gives the lines that it has printed. Rejects where it fails. */
  run(hosts: string, what: string, times: number): Promise<string[]>;
}

const installed = (name: string): string | null => {
  const at = CLIENTS_FOLDER === null ? null : join(CLIENTS_FOLDER, name);
  return at !== null && existsSync(at) ? at : null;
};

function contender(
  name: string,
  command: (at: string) => { file: string; args: string[]; env?: Record<string, string> },
): Contender {
  const at = installed(name);
  return {
    name,
    leftOut: at === null ? HOW_TO_GET_CLIENTS : null,
    run: (hosts, what, times) => {
      const { file, args, env = {} } = command(at ?? '');
      const child = spawn(file, [...args, hosts, what, String(times)], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
      });
      // Where the test fails, others would wait for ours for ever.
      onTestFinished(() => void child.kill('SIGKILL'));
      let printed = '';
      let said = '';
      child.stdout.on('data', (chunk: Uint8Array) => (printed += String(chunk)));
      child.stderr.on('data', (chunk: Uint8Array) => (said += String(chunk)));
      const ended = new Promise<string[]>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => {
          if (code === 0) resolve(printed.split('\n').filter((line) => line !== ''));
          else reject(new Error(`${name} ended with ${code}: ${said}`));
        });
      });
      // A test that has failed does not look at it any more, and is not to fail twice.
      ended.catch(() => {});
      return ended;
    },
  };
}

export const kazoo: Contender = contender('kazoo', (at) => ({
  file: 'python3',
  args: [join(import.meta.dirname, 'contend.py')],
  env: {
    PYTHONPATH: [at, process.env['PYTHONPATH'] ?? ''].filter((each) => each !== '').join(delimiter),
  },
}));

export const curator: Contender = contender('curator', (at) => ({
  file: 'java',
  args: [
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-cp',
    join(at, '*'),
    join(import.meta.dirname, 'Contend.java'),
  ],
}));

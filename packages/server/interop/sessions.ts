import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Command } from './clients.ts';

/** A line that a client's session prints: a call, and what came of it. */
export interface Call {
  readonly call: string;
  readonly [field: string]: unknown;
}

/** A session may take so long. */
const PATIENCE_MS = 120_000;

/**
 * Runs a client's session to its end.
 *
 * @throws Error if it ends with a failure, with what it said last
 */
export async function converse({ file, args, env }: Command): Promise<readonly Call[]> {
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const calls: Call[] = [];
  createInterface(child.stdout).on('line', (line) => calls.push(callIn(line)));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-2000);
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${file} ended with ${code ?? signal}: ${said}`));
    });
  });
  return calls;
}

function callIn(line: string): Call {
  // Sessions have numbers that no double holds.
  const found: unknown = JSON.parse(line.replaceAll(/([[:,] ?)(-?\d{16,})(?=[\],}])/g, '$1"$2"'));
  if (typeof found !== 'object' || found === null || !('call' in found)) {
    throw new TypeError(`this is no call: ${line}`);
  }
  return { ...found, call: String(found.call) };
}

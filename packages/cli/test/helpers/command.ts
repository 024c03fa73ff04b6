import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const BIN = join(import.meta.dirname, '../../bin/menagerie.mjs');

/** How a command is run. */
interface CommandOptions {
  readonly cwd?: string;
  /** All of standard input, or `null` to write it bit by bit. */
  readonly input?: string | null;
  readonly env?: Readonly<Record<string, string>>;
}

/** The command as a process of its own, and what it has printed. Ends with the test. */
export class RunningCommand {
  stdout = '';
  stderr = '';
  readonly process: ChildProcess;
  readonly ended: Promise<number | string>;
  #wake: () => void = () => {};

  constructor(args: readonly string[], { cwd, input, env = {} }: CommandOptions = {}) {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const child = spawn(process.execPath, [BIN, ...args], {
      stdio: [stdin, 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...env },
    });
    this.process = child;
    if (typeof input === 'string') child.stdin?.end(input);
    child.stdout?.on('data', (chunk) => {
      this.stdout += String(chunk);
      this.#wake();
    });
    child.stderr?.on('data', (chunk) => {
      this.stderr += String(chunk);
      this.#wake();
    });
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        resolve(code ?? signal ?? '');
        this.#wake();
      });
    });
    onTestFinished(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await this.ended;
    });
  }

  write(text: string): void {
    this.process.stdin?.write(text);
  }

  /** Waits until what was printed matches. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.stdout);
      if (found !== null) return found;
      if (this.process.exitCode !== null || this.process.signalCode !== null) {
        throw new Error(`ended without ${pattern}:\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** What a command that ends by itself has printed, and its exit code. */
export async function run(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const command = new RunningCommand(args, options);
  const code = await command.ended;
  return { code, stdout: command.stdout, stderr: command.stderr };
}

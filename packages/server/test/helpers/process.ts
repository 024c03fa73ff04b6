import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const bin = join(import.meta.dirname, '../../src/node/bin.ts');

/** What a server process logs. */
export interface Line {
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A server process, and what it logs. */
export class Process {
  readonly lines: Line[] = [];
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  complaint = '';
  #text = '';
  #wake: () => void = () => {};

  constructor(...args: readonly string[]) {
    const options = ['--import', 'tsx', '--conditions=@menagerie/source', bin, ...args];
    this.child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = once(this.child, 'close').then(([code]: unknown[]) => code);
    this.child.stdout?.on('data', (chunk) => this.#take(String(chunk)));
    this.child.stderr?.on('data', (chunk) => {
      this.complaint += String(chunk);
    });
    onTestFinished(() => {
      this.child.kill('SIGKILL');
    });
  }

  /** The first line that says something. */
  async said(message: string): Promise<Line> {
    for (;;) {
      const found = this.lines.find(({ msg }) => msg.includes(message));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #take(chunk: string): void {
    const parts = (this.#text + chunk).split('\n');
    this.#text = parts.pop() ?? '';
    for (const part of parts) this.lines.push(JSON.parse(part));
    this.#wake();
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, type RunningServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const bin = join(import.meta.dirname, '../src/node/bin.ts');

interface Line {
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A server process, and what it logs. */
class Process {
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

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

describe('a server process', () => {
  it('runs from a zoo.cfg, tells what happens to whom, and ends in order', async () => {
    const dataDir = await directory();
    const config = join(dataDir, 'zoo.cfg');
    const keys = `dataDir=${dataDir}\nclientPort=0\ntickTime=200\naudit.enable=true\nclientport=3\n`;
    await writeFile(config, keys);
    const run = new Process(config);
    const { clientPort } = await run.said('listening');
    await run.said('this server leads');
    const client = await RawClient.open(Number(clientPort), { timeOut: 500 });
    await client.ask('create', { path: '/e', data: null, acl: OPEN, flags: 1 });
    client.vanish();
    const session = `0x${client.session.toString(16)}`;
    expect(await run.said('did you mean clientPort?')).toMatchObject({ line: 5 });
    expect(await run.said('session opened')).toMatchObject({ session, timeoutMs: 500 });
    expect(await run.said('operation=create')).toMatchObject({
      log: 'audit',
      msg: `session=${session}\tuser=127.0.0.1\tip=127.0.0.1\toperation=create\tznode=/e\tznode_type=ephemeral\tresult=success`,
    });
    expect(await run.said('session expired')).toMatchObject({ session, ephemerals: 1 });
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(run.lines.at(-1)?.msg).toBe('ended');

    const again = new Process(config);
    const { clientPort: port } = await again.said('listening');
    const late = await RawClient.open(Number(port), {
      sessionId: client.session,
      passwd: client.password,
    });
    expect(late.timeoutMs).toBe(0);
    expect(await again.said('the session is over')).toMatchObject({ reason: 'expired', session });
    again.child.kill('SIGINT');
    expect(await again.ended).toBe(0);
  });

  it('says why it does not start, and where', async () => {
    const dataDir = await directory();
    const config = join(dataDir, 'zoo.cfg');
    await writeFile(config, `dataDir=${dataDir}\nclientPort=x\n`);
    const run = new Process(config);
    expect(await run.said('clientPort is "x"')).toMatchObject({ code: 'malformed-value' });
    expect(await run.ended).toBe(1);
  });

  it('is told by its environment as well, and by the command line before that', async () => {
    const lines: string[] = [];
    const environment = {
      MENAGERIE_CORE: 'zap',
      MENAGERIE_LOG_LEVEL: 'silent',
      MENAGERIE_PORT: '0',
    };
    const complain = (text: string) => void lines.push(text);
    expect(await main([], { environment, complain })).toBe(2);
    expect(lines.join('')).toContain('--core is one of zab, raft, paxos');
    let clientPort = 0;
    const untilEnd = () => RawClient.open(clientPort).then(() => 'a test');
    const started = (server: RunningServer) => void (clientPort = server.clientPort);
    expect(await main(['--core', 'raft'], { environment, untilEnd, started })).toBe(0);
    expect(clientPort).toBeGreaterThan(0);
  });

  it('refuses a wrong command line, and explains itself', async () => {
    const wrong = new Process('--core', 'zap');
    expect(await wrong.ended).toBe(2);
    expect(wrong.complaint).toContain('--core is one of zab, raft, paxos');
    const more = new Process('one.cfg', 'two.cfg');
    expect(await more.ended).toBe(2);
  });
});

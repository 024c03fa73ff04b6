import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CLIENTS_FOLDER } from './apache.ts';
import { type Command, HOW_TO_GET_CLIENTS } from './clients.ts';
import { startOurs } from './servers.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/use/run.mdx'), 'utf8');

/** The program on the page whose title is the name of its file. */
function program(name: string): string {
  const text = page.split(`title="${name}"\n`)[1]?.split('```')[0];
  if (text === undefined) throw new Error(`the page has no ${name}`);
  return text;
}

interface Sample {
  readonly file: string;
  /** Whose installation it needs. */
  readonly client: string;
  /** @param at where the client is. @param home where the program is */
  readonly command: (at: string, home: string) => Promise<Command> | Command;
}

const java = (at: string, file: string): Command => ({
  file: 'java',
  args: ['-XX:TieredStopAtLevel=1', '-cp', join(at, '*'), file],
  env: {},
});

const SAMPLES: readonly Sample[] = [
  { file: 'Hello.java', client: 'java', command: (at) => java(at, 'Hello.java') },
  { file: 'HelloCurator.java', client: 'curator', command: (at) => java(at, 'HelloCurator.java') },
  {
    file: 'hello.py',
    client: 'kazoo',
    command: (at) => ({ file: 'python3', args: ['hello.py'], env: { PYTHONPATH: at } }),
  },
  {
    file: 'main.go',
    client: 'go-zookeeper',
    command: async (_at, home) => {
      const module = join(import.meta.dirname, 'clients', 'go-zookeeper');
      for (const name of ['go.mod', 'go.sum']) await cp(join(module, name), join(home, name));
      return { file: 'go', args: ['run', '.'], env: {} };
    },
  },
  {
    file: 'hello-node.mjs',
    client: 'node-zookeeper-client',
    command: async (at, home) => {
      await symlink(join(at, 'node_modules'), join(home, 'node_modules'));
      return { file: process.execPath, args: ['hello-node.mjs'], env: {} };
    },
  },
];

describe.each(SAMPLES)('$file of the page that says how to run it', ({ file, client, command }) => {
  const at = join(CLIENTS_FOLDER ?? '', client);
  const there = CLIENTS_FOLDER !== null && existsSync(at);

  it.skipIf(!there)(there ? 'prints what the page says' : HOW_TO_GET_CLIENTS, async () => {
    const servers = await startOurs('zab');
    onTestFinished(() => servers.close());
    const home = await mkdtemp(join(tmpdir(), 'menagerie-page-'));
    onTestFinished(() => rm(home, { recursive: true }));
    const text = program(file).replace('127.0.0.1:2181', `127.0.0.1:${servers.ports[0]}`);
    await writeFile(join(home, file), text);
    const { file: name, args, env } = await command(at, home);
    const options = { cwd: home, env: { ...process.env, ...env } };
    const { stdout } = await promisify(execFile)(name, [...args], options);
    expect(stdout.trim().split('\n').at(-1)).toBe('hello 0');
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf, type RunningServer, startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePorts } from './helpers/ensemble.ts';
import { requestOf } from './helpers/growing.ts';
import { RawClient } from './helpers/raw-client.ts';

/** A server with a file, by which it begins an ensemble of its own. */
async function begun(): Promise<{ config: string; spec: string; server: RunningServer }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const [port, electionPort] = await freePorts(2);
  const spec = `127.0.0.1:${port}:${electionPort}`;
  const config = join(dataDir, 'zoo.cfg');
  const lines = [
    `dataDir=${dataDir}`,
    '# for clients',
    'clientPort=0',
    'skipACL=true',
    'reconfigEnabled=true',
    'standaloneEnabled=false',
    `server.1=${spec}`,
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  await writeFile(join(dataDir, 'myid'), '1\n');
  return { config, spec, server: await started(config) };
}

async function started(config: string): Promise<RunningServer> {
  const server = await startServer({ config, host: '127.0.0.1' });
  onTestFinished(() => server.close());
  return server;
}

async function configIn({ clientPort }: RunningServer): Promise<string> {
  const client = await RawClient.open(clientPort);
  const reply = await client.ask('getData', { path: '/zookeeper/config', watch: false });
  return reply.type === 'done' ? new TextDecoder().decode(reply.body.data ?? undefined) : '';
}

/** Waits for what a server writes behind an answer. */
async function written(config: string, holds: (text: string) => boolean): Promise<string> {
  for (;;) {
    const text = await readFile(config, 'utf8').catch(() => '');
    if (holds(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a configuration that came into force', () => {
  it('is written beside the zoo.cfg, as ZooKeeper does, and is where the next start begins', async () => {
    const { config, spec, server } = await begun();
    const before = await readFile(config, 'utf8');
    expect(await configIn(server)).toBe(`server.1=${spec}:participant\nversion=100000000`);
    const first = `${config}.dynamic.100000000`;
    const once = await written(config, (text) => text.includes(first));
    // The port for clients stays here until the configuration tells it.
    expect(once).toContain('\n# for clients\nclientPort=0\n');
    expect(once).not.toContain('server.1');
    expect(await readFile(first, 'utf8')).toBe(`server.1=${spec}:participant\n`);
    expect(await readFile(`${config}.bak`, 'utf8')).toBe(before);

    const client = await RawClient.open(server.clientPort);
    const line = `server.1=${spec}:participant;127.0.0.1:0`;
    const reply = await client.ask('reconfig', requestOf({ joiningServers: line }));
    const text =
      reply.type === 'done' ? new TextDecoder().decode(reply.body.data ?? undefined) : '';
    const [, version = ''] = /version=(\w+)$/.exec(text) ?? [];
    const second = `${config}.dynamic.${version}`;
    const twice = await written(config, (now) => now.includes(second));
    expect(twice).not.toMatch(/clientPort|server\.1/);
    expect(await readFile(second, 'utf8')).toBe(`${line}\n`);
    await server.close();
    const kept = await readFile(`${config}.bak`, 'utf8');

    expect(await configOf(config)).toMatchObject({ clientPort: 0, reconfigEnabled: true });
    const again = await started(config);
    expect(await configIn(again)).toBe(`${line}\nversion=${version}`);
    await again.close();
    // What its log says of the time before is no news.
    expect(await readFile(`${config}.bak`, 'utf8')).toBe(kept);
  });

  it('holds without the file as well, which may be one that nobody can write', async () => {
    const { config, spec, server } = await begun();
    await written(config, (text) => text.includes('dynamicConfigFile'));
    const client = await RawClient.open(server.clientPort);
    await rm(config);
    const line = `server.1=${spec}:participant;127.0.0.1:0`;
    const reply = await client.ask('reconfig', requestOf({ joiningServers: line }));
    expect(reply.type).toBe('done');
    expect(await configIn(server)).toContain(line);
  });
});

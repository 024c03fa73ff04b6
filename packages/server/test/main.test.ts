import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main, type RunningServer } from '@menagerie/server/node';
import { describe, expect, it } from 'vitest';
import { directory, filesOf } from './helpers/by-files.ts';
import { Process } from './helpers/process.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

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
    let tell: (server: RunningServer) => void = () => {};
    const listens = new Promise<RunningServer>((resolve) => {
      tell = resolve;
    });
    const untilEnd = async () => {
      const { clientPort } = await listens;
      await RawClient.open(clientPort);
      return 'a test';
    };
    expect(
      await main(['--core', 'raft'], { environment, untilEnd, started: (server) => tell(server) }),
    ).toBe(0);
    expect((await listens).clientPort).toBeGreaterThan(0);
  });

  it('refuses a wrong command line, and explains itself', async () => {
    const wrong = new Process('--core', 'zap');
    expect(await wrong.ended).toBe(2);
    expect(wrong.complaint).toContain('--core is one of zab, raft, paxos');
    const more = new Process('one.cfg', 'two.cfg');
    expect(await more.ended).toBe(2);
  });
});

describe('three server processes', () => {
  it('are an ensemble by their zoo.cfg, which outlives one that is told to end', async () => {
    const secret = join(await directory(), 'secret');
    await writeFile(secret, 'known to three\n');
    const files = await filesOf(3, ['core=raft', `peerSecretPath=${secret}`]);
    const all = files.map((file) => new Process(file));
    const leader = await Promise.race(
      all.map((one) => one.said('this server leads').then(() => one)),
    );
    const rest = all.filter((one) => one !== leader);
    for (const one of rest) {
      const line = await one.said('this server follows a leader');
      expect(line['leader']).toBe(all.indexOf(leader) + 1);
    }
    const [first, second] = rest;
    const client = await RawClient.open(Number((await first?.said('listening'))?.['clientPort']));
    await client.ask('create', { path: '/kept', data: null, acl: OPEN, flags: 0 });

    leader.child.kill('SIGTERM');
    expect(await leader.ended).toBe(0);
    await Promise.race(rest.map((one) => one.said('this server leads')));
    const port = Number((await second?.said('listening'))?.['clientPort']);
    const other = await RawClient.open(port);
    expect(
      (await other.ask('create', { path: '/more', data: null, acl: OPEN, flags: 0 })).type,
    ).toBe('done');

    const again = new Process(files[all.indexOf(leader)] ?? '');
    await again.said('this server follows a leader');
    const back = await RawClient.open(Number((await again.said('listening'))['clientPort']));
    await back.ask('sync', { path: '/' });
    for (const path of ['/kept', '/more']) {
      expect((await back.ask('exists', { path, watch: false })).type).toBe('done');
    }
  });
});

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import {
  configOf,
  type Renewals,
  type RunningServer,
  startServer,
  type TlsMaterial,
} from '@menagerie/server/node';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  Authority,
  type Certified,
  HOW_TO_GET_OPENSSL,
  hasOpenssl,
} from './helpers/certificates.ts';
import { CORES, freePorts, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { serving, word } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

const installed = hasOpenssl();
const title = installed ? 'TLS' : `TLS, left out: it ${HOW_TO_GET_OPENSSL}`;

describe.skipIf(!installed)(title, () => {
  const made: Authority[] = [];
  const authority = (name: string): Authority => {
    const found = new Authority(name);
    made.push(found);
    return found;
  };
  let ca = '';
  let server: Certified = { key: '', cert: '' };
  let client: Certified = { key: '', cert: '' };
  let rogue: Certified = { key: '', cert: '' };

  beforeAll(() => {
    const zoo = authority('zoo');
    ca = zoo.ca;
    server = zoo.sign('/CN=server');
    client = zoo.sign('/C=DE/O=Zoo, Inc/CN=keeper');
    rogue = authority('rogue').sign('/C=DE/O=Zoo, Inc/CN=keeper');
  });

  afterAll(() => {
    for (const one of made) one.remove();
  });

  /** A client over TLS with a session, or `null` if there is none to be had. */
  async function secureClient(running: RunningServer, own: Partial<Certified>) {
    const socket = connect({ port: running.securePort ?? 0, host: '127.0.0.1', ca, ...own });
    const opened = RawClient.over(socket);
    onTestFinished(() => opened.vanish());
    return (await opened.greet()) === null ? null : opened;
  }

  async function secured(clientAuth?: 'none' | 'want' | 'need') {
    const secure = { port: 0, ...server, ca, ...(clientAuth === undefined ? {} : { clientAuth }) };
    const running = await startServer({ clientPort: 0, secure, words: ['*'], admin: { port: 0 } });
    onTestFinished(() => running.close());
    await serving(running.clientPort);
    return running;
  }

  it('takes clients with a certificate, and knows them by their subject', async () => {
    const running = await secured();
    const keeper = await secureClient(running, client);
    const id = { scheme: 'x509', id: 'CN=keeper,O=Zoo\\, Inc,C=DE' };
    expect(await keeper?.ask('whoAmI', null)).toMatchObject({
      body: { clientInfo: [{ authScheme: 'ip' }, { authScheme: 'x509', user: id.id }] },
    });
    const created = { path: '/mine', data: Buffer.from('x'), acl: [{ perms: 31, id }], flags: 0 };
    expect(await keeper?.ask('create', created)).toMatchObject({ type: 'done' });
    const read = { path: '/mine', watch: false };
    expect(await keeper?.ask('getData', read)).toMatchObject({ type: 'done' });
    const plain = await RawClient.open(running.clientPort);
    expect(await plain.ask('getData', read)).toMatchObject({ type: 'failed', err: -102 });
    expect(await word(running.clientPort, 'conf')).toContain(
      `secureClientPort=${running.securePort}`,
    );
    const shown = await fetch(`http://127.0.0.1:${running.adminPort}/commands/connections`);
    expect(await shown.json()).toMatchObject({
      connections: [{}],
      secure_connections: [{ last_operation: 'GETD' }],
    });
  });

  it('takes nobody without a certificate, or with one of a stranger', async () => {
    const running = await secured();
    expect(await secureClient(running, {})).toBeNull();
    expect(await secureClient(running, rogue)).toBeNull();
    const plain = RawClient.dial(running.securePort ?? 0);
    expect(await plain.greet()).toBeNull();
    expect(await secureClient(running, client)).not.toBeNull();
  });

  it('takes clients without a certificate where it need not be, but knows none by a stranger’s', async () => {
    const running = await secured('want');
    for (const own of [{}, rogue]) {
      const stranger = await secureClient(running, own);
      const reply = await stranger?.ask('whoAmI', null);
      expect(reply).toMatchObject({ body: { clientInfo: [{ authScheme: 'ip' }] } });
    }
  });

  it('lets the super user do everything', async () => {
    const superUser = 'CN=keeper,O=Zoo\\, Inc,C=DE';
    const secure = { port: 0, ...server, ca, superUser };
    const running = await startServer({ clientPort: 0, secure });
    onTestFinished(() => running.close());
    await until(() => running.role === 'leading');
    const plain = await RawClient.open(running.clientPort);
    const acl = [{ perms: 31, id: { scheme: 'ip', id: '10.0.0.1' } }];
    await plain.ask('create', { path: '/closed', data: null, acl, flags: 0 });
    const read = { path: '/closed', watch: false };
    expect(await plain.ask('getData', read)).toMatchObject({ type: 'failed', err: -102 });
    const keeper = await secureClient(running, client);
    expect(await keeper?.ask('getData', read)).toMatchObject({ type: 'done' });
  });

  async function three(peerTls: readonly (Certified & { readonly ca: string })[]) {
    const peers = (await freePorts(3)).map((port) => ({ host: '127.0.0.1', port }));
    const told: string[] = [];
    const log = {
      debug() {},
      info() {},
      error() {},
      warn: (fields: object, message: string) =>
        void told.push(`${message} ${JSON.stringify(fields)}`),
    };
    const servers = await Promise.all(
      peerTls.map((tls, self) => {
        const core = CORES[1] ?? 'raft';
        return startServer({ core, self, peers, clientPort: 0, peerTls: tls, log });
      }),
    );
    for (const running of servers) onTestFinished(() => running.close());
    return { servers, told, peers };
  }

  it('keeps servers together that one authority has signed, and others out', async () => {
    const own = { ...server, ca };
    const { servers, told, peers } = await three([own, own, { ...rogue, ca }]);
    await until(() => servers.slice(0, 2).every(({ role }) => role !== 'looking'));
    const running = await RawClient.open(servers[0]?.clientPort ?? 0);
    const created = { path: '/a', data: null, acl: OPEN, flags: 0 };
    expect(await running.ask('create', created)).toMatchObject({ type: 'done' });
    expect(servers[2]?.role).toBe('looking');
    await until(() => told.some((line) => line.startsWith('refused who came as a server')));
    await until(() => told.some((line) => line.startsWith('cannot make sure of another server')));
    // One that speaks plainly is no peer either.
    const plain = RawClient.dial(peers[0]?.port ?? 0);
    expect(await plain.greet()).toBeNull();
  });

  /** The name in the certificate that a port shows. */
  async function shown(port: number): Promise<string> {
    const socket = connect({ port, host: '127.0.0.1', ca, ...client });
    await once(socket, 'secureConnect');
    const { CN } = socket.getPeerCertificate().subject;
    socket.destroy();
    return String(CN);
  }

  it('takes up other certificates while it runs, and leaves connections as they are', async () => {
    let renew: (material: TlsMaterial) => void = () => {};
    let stopped = 0;
    const renewals: Renewals = (told) => {
      renew = told;
      return () => {
        stopped += 1;
      };
    };
    const told: string[] = [];
    const say = (_fields: object, message: string) => void told.push(message);
    const log = { debug() {}, info: say, error() {}, warn: say };
    const secure = { port: 0, ...server, ca, renewals };
    const running = await startServer({ clientPort: 0, secure, log, words: ['*'] });
    await serving(running.clientPort);
    const before = await secureClient(running, client);
    const port = running.securePort ?? 0;
    expect(await shown(port)).toBe('server');
    renew({ ...client, ca });
    expect(await shown(port)).toBe('keeper');
    expect(told).toContain('other certificates from now on');
    renew({ key: 'rubbish', cert: server.cert, ca });
    expect(told).toContain('other certificates cannot be used: those of before stay');
    expect(await shown(port)).toBe('keeper');
    expect(await before?.ask('exists', { path: '/', watch: false })).toMatchObject({
      type: 'done',
    });
    await running.close();
    expect(stopped).toBe(1);
  });

  it('lets servers go on with others when all certificates are renewed, one after the other', async () => {
    const next = authority('next');
    const signed = next.sign('/CN=server');
    const both = ca + next.ca;
    const renew: ((material: TlsMaterial) => void)[] = [];
    const renewals: Renewals = (told) => {
      renew.push(told);
      return () => {};
    };
    const own = { ...server, ca, renewals };
    const { servers } = await three([own, own, own]);
    await until(() => servers.every(({ role }) => role !== 'looking'));
    // First all trust the next authority as well, then all have certificates of it, then of no other.
    for (const material of [
      { ...server, ca: both },
      { ...signed, ca: both },
      { ...signed, ca: next.ca },
    ]) {
      for (const [self, each] of renew.entries()) {
        each(material);
        const others = [0, 1, 2].filter((peer) => peer !== self);
        servers[self]?.cut({ mute: others, deaf: [] });
        servers[self]?.cut({ mute: [], deaf: [] });
      }
      await until(() => servers.every(({ role }) => role !== 'looking'));
    }
    for (let done = false; !done; ) {
      const asking = await RawClient.open(servers[0]?.clientPort ?? 0);
      const set = { path: '/', data: null, version: -1 };
      done = (await asking.tryAsk('setData', set))?.type === 'done';
      asking.vanish();
    }
  });

  it('is set up by a zoo.cfg, with PEM as Apache takes it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const pem = join(directory, 'server.pem');
    const trust = join(directory, 'trust.pem');
    writeFileSync(pem, server.key + server.cert);
    writeFileSync(trust, ca);
    const config = join(directory, 'zoo.cfg');
    const keys = [
      `dataDir=${directory}`,
      'secureClientPort=0',
      'secureClientPortAddress=127.0.0.1',
      `ssl.keyStore.location=${pem}`,
      `ssl.trustStore.location=${trust}`,
    ];
    writeFileSync(config, keys.join('\n'));
    const running = await startServer({ config });
    onTestFinished(() => running.close());
    expect(running.clientPort).toBe(-1);
    // Who leads serves once it has applied its own opening.
    while ((await secureClient(running, client)) === null);
    writeFileSync(config, `${keys.join('\n')}\nssl.keyStore.type=BCFKS`);
    await expect(configOf(config)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('keytool -importkeystore'),
    });
    writeFileSync(config, keys.slice(0, 3).join('\n'));
    await expect(configOf(config)).rejects.toMatchObject({ code: 'missing-key' });
  });
});

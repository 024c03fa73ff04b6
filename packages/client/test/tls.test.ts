import { connect } from '@menagerie/client/node';
import { startServer } from '@menagerie/server/node';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  Authority,
  type Certified,
  HOW_TO_GET_OPENSSL,
  hasOpenssl,
} from '../../server/test/helpers/certificates.ts';

const installed = hasOpenssl();
const title = installed ? 'over TLS' : `over TLS, left out: it ${HOW_TO_GET_OPENSSL}`;

describe.skipIf(!installed)(title, () => {
  const authorities: Authority[] = [];
  let ca = '';
  let strangers = '';
  let server: Certified = { key: '', cert: '' };
  let keeper: Certified = { key: '', cert: '' };

  beforeAll(() => {
    const zoo = new Authority('zoo');
    const rogue = new Authority('rogue');
    authorities.push(zoo, rogue);
    ca = zoo.ca;
    strangers = rogue.ca;
    server = zoo.sign('/CN=server');
    keeper = zoo.sign('/CN=keeper');
  });

  afterAll(() => {
    for (const one of authorities) one.remove();
  });

  async function secured(): Promise<string> {
    const running = await startServer({ clientPort: 0, secure: { port: 0, ...server, ca } });
    onTestFinished(() => running.close());
    return `127.0.0.1:${running.securePort ?? 0}`;
  }

  it('a client is known by its certificate', async () => {
    const client = await connect(await secured(), { tls: { ca, ...keeper } });
    onTestFinished(() => client.close());
    expect(await client.whoAmI()).toContainEqual({ authScheme: 'x509', user: 'CN=keeper' });
    const id = { scheme: 'x509', id: 'CN=keeper' };
    await client.create('/mine', 'x', { acl: [{ perms: 31, id }] });
    expect((await client.get('/mine')).stat.dataLength).toBe(1);
  });

  it('a server whose certificate is not signed by those who are trusted is none', async () => {
    const tls = { ca: strangers, ...keeper };
    const refused = connect(await secured(), { tls, connectWithinMs: 500 });
    await expect(refused).rejects.toMatchObject({
      code: 'unreachable',
      cause: { code: expect.stringMatching(/SIGNATURE|SELF_SIGNED|UNABLE/) },
    });
  });
});

import { connect } from '@menagerie/client/browser';
import { expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { urlOf } from './doors.ts';

it('a page of another origin is let in nowhere', async () => {
  const ports = await commands.serve({ core: 'zab', origin: 'http://elsewhere.example', count: 1 });
  onTestFinished(() => commands.unserve(ports));
  const urls = ports.map((clientPort) => urlOf({ clientPort }));
  const refused = connect(urls, { connectWithinMs: 500 });
  await expect(refused).rejects.toMatchObject({ code: 'unreachable' });
});

import { type RunningServer, startServer } from '@menagerie/server/node';
import { type Installed, startApache } from './apache.ts';
import type { Pair } from './compare.ts';
import { Line } from './line.ts';

/** Both servers, each with an empty tree, ready for clients. */
export async function startPair(installed: Installed): Promise<Pair & { close(): Promise<void> }> {
  const theirs = await startApache(installed);
  const own: RunningServer = await startServer({ clientPort: 0, words: ['*'] });
  const pair = { apache: theirs.clientPort, ours: own.clientPort };
  await Promise.all([serves(pair.apache), serves(pair.ours)]);
  return {
    ...pair,
    close: async () => {
      await Promise.all([theirs.close(), own.close()]);
    },
  };
}

/** Asks for a session until it gets one. */
async function serves(port: number): Promise<void> {
  const passwd = new Uint8Array(16);
  const request = { protocolVersion: 0, lastZxidSeen: 0n, timeOut: 40_000, sessionId: 0n };
  for (;;) {
    const line = new Line(port);
    const greeted = await line.greet({ ...request, passwd, readOnly: false });
    if (greeted !== null) {
      await line.ask([{ type: 'closeSession', body: null }]);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

import { connect } from '@menagerie/client/browser';
import type { CoreName } from '@menagerie/server';
import { onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import type { Backend, Listening, Obstacle } from '../test/suites/backend.ts';
import type { Deed } from './serve.ts';

const CORES: readonly CoreName[] = ['zab', 'raft', 'paxos'];

export const urlOf = ({ clientPort }: Listening): string => `ws://127.0.0.1:${clientPort}/jute`;

/** Our servers on each core, as a page reaches them. */
export const doors: readonly Backend[] = CORES.map((core) => ({
  title: `our server on ${core} behind a WebSocket`,
  start: async (count, options = {}) => {
    const ports = await commands.serve({ core, origin: location.origin, count, ...options });
    const servers = ports.map((clientPort) => ({ clientPort }));
    return { servers, close: () => commands.unserve(ports) };
  },
  open: async (servers, options = {}) => {
    const client = await connect(servers.map(urlOf), options);
    onTestFinished(() => client.close());
    return client;
  },
  before,
}));

async function before(server: Listening): Promise<Obstacle> {
  const clientPort = await commands.obstruct(server.clientPort);
  onTestFinished(() => commands.clear(clientPort));
  const tell = (deed: Deed): Promise<void> => commands.tell(clientPort, deed);
  return {
    clientPort,
    cut: (how = 'end') => tell({ type: 'cut', how }),
    accept: (accepts) => tell({ type: 'accept', accepts }),
    lose: (direction, spared = 0) => tell({ type: 'lose', direction, spared }),
    hold: () => tell({ type: 'hold' }),
    pass: () => tell({ type: 'pass' }),
  };
}

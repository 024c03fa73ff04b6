// The second half of `npm start`: serves what is built, and runs an ensemble behind it.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Ensemble, startEnsemble } from '@menagerie/cli';
import { openPlayground } from '@menagerie/server/node';
import { serve } from './serve.mjs';

const CORES = ['zab', 'raft', 'paxos'] as const;
const NAMES = { zab: 'Zab', raft: 'Raft', paxos: 'Multi-Paxos' } as const;
const FIRST_CLIENT_PORT = 2181;
const SERVERS = 3;
const root = fileURLToPath(new URL('..', import.meta.url));

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    'no-site': { type: 'boolean', default: false },
    core: { type: 'string', default: 'zab' },
    data: { type: 'string', default: join(root, '.menagerie') },
  },
});
const core = CORES.find((name) => name === values.core) ?? 'zab';

// Not narrowed to null: a function below fills it.
let ensemble = null as Ensemble | null;
// Known to whoever reads this terminal: other pages and other users of the machine do not.
const token = randomBytes(16).toString('hex');
const origins: string[] = [];
const playground = openPlayground(
  '/live/',
  () => (ensemble === null ? null : { core, members: ensemble.members }),
  { origins, token },
);
const pages = await serve({
  port: Number(values.port),
  site: !values['no-site'],
  upgrade: (request, socket, head) => playground.upgrade(request, socket, head),
});
origins.push(pages.origin, pages.origin.replace('127.0.0.1', 'localhost'));

const trouble = await begin();
const lines = [
  ...(pages.site ? [['Site', `${pages.origin}/`]] : []),
  ...(pages.site ? [['中文站点', `${pages.origin}/zh-Hans/`]] : []),
  ...(pages.lab ? [['Lab', `${pages.origin}/lab/`]] : []),
  ...(pages.lab && ensemble !== null ? [['Live', `${pages.origin}/lab/?live#token=${token}`]] : []),
  ...(ensemble === null ? [] : [['Servers', `${ensemble.connectString} (${NAMES[core]})`]]),
];
console.log('\n  Menagerie\n');
for (const [name = '', text = ''] of lines) {
  // A Chinese character is as wide as two others.
  const width = name.length + (name.match(/[\u4e00-\u9fff]/g)?.length ?? 0);
  console.log(`  ${name}${' '.repeat(12 - width)}${text}`);
}
if (trouble !== null) console.log(`\n  No ensemble runs behind the pages: ${trouble}`);
console.log('\n  Ctrl-C ends it.\n');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    playground.close();
    void Promise.all([pages.close(), ensemble?.close()]).then(() => process.exit(0));
  });
}

/** @returns why there is no ensemble; `null` if there is */
async function begin(): Promise<string | null> {
  try {
    const ports = await clientPorts();
    ensemble = await startEnsemble({
      servers: SERVERS,
      core,
      directory: join(values.data, core),
      server: (id) => ({ clientPort: ports[id - 1] ?? 0, gateway: { origins, token } }),
      onChange: () => playground.changed(),
    });
    playground.changed();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** ZooKeeper's port and those behind it, so far as they are free. */
function clientPorts(): Promise<number[]> {
  const wanted = Array.from({ length: SERVERS }, (_, i) => FIRST_CLIENT_PORT + i);
  return Promise.all(wanted.map(async (port) => ((await isFree(port)) ? port : 0)));
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

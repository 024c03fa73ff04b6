// Budgets in gzipped bytes, measured as a bundler would ship each package to a page.
const fromSource = (config) => ({
  ...config,
  format: 'esm',
  conditions: ['@menagerie/source'],
});

const without = (external) => (config) => ({ ...fromSource(config), external });

const budget = (name, path, limit, options = {}) => ({
  name,
  path,
  limit,
  gzip: true,
  modifyEsbuildConfig: fromSource,
  ...options,
});

/** What the worker has already, a protocol does not bring again. */
const protocolOfLab = (protocol, limit) =>
  budget(`lab, what ${protocol} adds`, `packages/lab/src/worker/${protocol}/scenarios.ts`, limit, {
    modifyEsbuildConfig: without(['@menagerie/contract', '@menagerie/simulator']),
  });

const react = ['react', 'react-dom'];

export default [
  budget('contract', 'packages/contract/src/index.ts', '6 kB'),
  budget('jute', 'packages/jute/src/index.ts', '11 kB'),
  budget('client in a browser, with jute', 'packages/client/src/browser/index.ts', '23 kB'),
  budget('raft, with contract', 'packages/raft/src/index.ts', '18 kB'),
  // What a chapter of the site loads once a lab in it comes into view; the worker loads beside it.
  budget('lab, beside react', 'packages/lab/src/index.ts', '120 kB', { ignore: react }),
  // Loaded where somebody follows real servers, and only there.
  budget('lab, its page of real servers', 'packages/lab/src/live/live-page.tsx', '64 kB', {
    ignore: react,
  }),
  budget('lab, its worker before any protocol', 'packages/lab/src/worker/*.worker.ts', '34 kB', {
    modifyEsbuildConfig: without(['./*/scenarios.ts']),
  }),
  // A run fetches one of these beside the worker: the core, its properties and mistakes, its words.
  protocolOfLab('raft', '32 kB'),
  protocolOfLab('paxos', '30 kB'),
  protocolOfLab('synod', '17 kB'),
  protocolOfLab('zab', '35 kB'),
];

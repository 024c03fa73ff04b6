// Budgets in gzipped bytes, measured as a bundler would ship each package to a page.
const fromSource = (config) => ({
  ...config,
  format: 'esm',
  conditions: ['@menagerie/source'],
});

const budget = (name, path, limit, options = {}) => ({
  name,
  path,
  limit,
  gzip: true,
  modifyEsbuildConfig: fromSource,
  ...options,
});

const react = ['react', 'react-dom'];

export default [
  budget('contract', 'packages/contract/src/index.ts', '6 kB'),
  budget('raft, with contract', 'packages/raft/src/index.ts', '18 kB'),
  // What a chapter of the site loads once a lab in it comes into view; the worker loads beside it.
  budget('lab, beside react', 'packages/lab/src/index.ts', '120 kB', { ignore: react }),
  budget('lab, its worker', 'packages/lab/src/worker/*.worker.ts', '60 kB'),
];

// Budgets in gzipped bytes, measured as a bundler would ship each package to a page.
const fromSource = (config) => ({ ...config, conditions: ['@menagerie/source'] });

const budget = (name, path, limit, options = {}) => ({
  name,
  path,
  limit,
  gzip: true,
  modifyEsbuildConfig: fromSource,
  ...options,
});

export default [
  budget('contract', 'packages/contract/src/index.ts', '12 kB'),
  budget('raft, with contract', 'packages/raft/src/index.ts', '20 kB'),
  budget('lab, beside react', 'packages/lab/src/index.ts', '120 kB', {
    ignore: ['react', 'react-dom'],
  }),
];

// Puts a program and the project's packages that it stands on into one file: hundreds of small ones
// take a process longer to load than everything that comes after. What is imported late runs late, and
// packages of others stay where npm puts them, but for what our own sources hold in hand. Beside it
// comes what starts it, which finds what V8 has compiled before.
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [program, outdir] = process.argv.slice(2);
if (program === undefined || outdir === undefined) throw new Error('bundle.mjs PROGRAM FOLDER');

/** Packages of others, but for `@noble/hashes`, which is nothing but functions. */
const ours = /^(@menagerie|@noble)\//;
const name = basename(program, '.ts');
const launcher = new URL('../packages/server/src/node/launcher.ts', import.meta.url);

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  conditions: ['@menagerie/source'],
  // Half as much to read; a stack still names functions.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'inline',
  logLevel: 'warning',
  // Others' packages are CommonJS, and Node's loader of modules need not be there for them.
  supported: { 'dynamic-import': false },
  plugins: [
    {
      name: 'packages of others stay outside',
      setup: (hooks) => {
        hooks.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || ours.test(path) ? null : { path, external: true },
        );
      },
    },
  ],
};

rmSync(outdir, { recursive: true, force: true });
await build({
  ...common,
  entryPoints: [program],
  outfile: join(outdir, `${name}.program`),
  define: { 'import.meta.url': '__url' },
  banner: {
    js: '(function(require,__filename,__dirname){const __url=require("node:url").pathToFileURL(__filename).href;',
  },
  footer: { js: '})' },
});
await build({
  ...common,
  entryPoints: [fileURLToPath(launcher)],
  outfile: join(outdir, `${name}.cjs`),
  define: { PROGRAM: JSON.stringify(`${name}.program`), 'import.meta.dirname': '__dirname' },
});

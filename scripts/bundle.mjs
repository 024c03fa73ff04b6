// Puts a program and the project's packages that it stands on into a few files: hundreds of small
// ones take a process longer to load than everything that comes after. What is loaded late stays
// apart, and packages of others stay where npm puts them, but for what our own sources hold in hand.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const [program, outdir] = process.argv.slice(2);
if (program === undefined || outdir === undefined) throw new Error('bundle.mjs PROGRAM FOLDER');

/** Packages of others, but for `@noble/hashes`, which is nothing but functions. */
const ours = /^(@menagerie|@noble)\//;

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  metafile: true,
  entryPoints: [program],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['@menagerie/source'],
  // Half as much to read; a stack still names functions.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'inline',
  logLevel: 'warning',
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
});

// What no name is imported from is imported for its effects alone, and our packages say that they have
// none. esbuild leaves it all the same where something loads it late, so it would never be late.
for (const file of Object.keys(metafile.outputs)) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(/\bimport"\.\/chunk-[A-Z0-9]+\.js";/g, ''));
}

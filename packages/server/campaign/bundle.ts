import { join } from 'node:path';
import { build } from 'vite';

const ENTRY = join(import.meta.dirname, 'process/main.ts');

/**
 * All that a server process runs, in one file: to load hundreds of modules from their sources would
 * take most of the time of a short run.
 */
export async function bundleInto(directory: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@menagerie/source'] },
    ssr: { noExternal: true, resolve: { conditions: ['@menagerie/source', 'node'] } },
    build: {
      ssr: ENTRY,
      outDir: directory,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'server.mjs' } },
    },
  });
  return join(directory, 'server.mjs');
}

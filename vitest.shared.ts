import { defaultClientConditions, defaultServerConditions } from 'vite';
import type { ViteUserConfig } from 'vitest/config';

/** Every project resolves `@menagerie/*` to its TypeScript source, so no test waits for a build. */
export const sources: ViteUserConfig = {
  resolve: { conditions: ['@menagerie/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@menagerie/source', ...defaultServerConditions] } },
};

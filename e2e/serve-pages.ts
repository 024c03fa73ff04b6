import type { TestProject } from 'vitest/node';
import { serve } from '../scripts/serve.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    origin: string;
  }
}

/** Serves what is built once for all end-to-end tests; `npm test` builds it before. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const pages = await serve({ port: 0 });
  provide('origin', pages.origin);
  return pages.close;
}

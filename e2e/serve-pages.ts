import type { TestProject } from 'vitest/node';
import { serve } from '../scripts/serve.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built pages are served; empty when nothing is built. */
    origin: string;
  }
}

/** Serves what is built once for all end-to-end tests; `npm test` builds it before. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  try {
    const pages = await serve({ port: 0 });
    provide('origin', pages.origin);
    return pages.close;
  } catch (error) {
    // The tests say it again, each for itself: a throw here would end the run of all projects.
    console.error(error);
    provide('origin', '');
    return () => Promise.resolve();
  }
}

#!/usr/bin/env node
// Published, this runs what was built. In a clone of the project it runs the sources as they are.
import { existsSync } from 'node:fs';

const inClone = existsSync(new URL('../tsconfig.json', import.meta.url));
if (inClone) {
  const { register } = await import('node:module');
  register('./sources.mjs', import.meta.url);
  const tsx = await import('tsx/esm/api');
  tsx.register();
}
await import(new URL(inClone ? '../src/main.ts' : '../dist/bundle/main.cjs', import.meta.url).href);

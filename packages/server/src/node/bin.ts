#!/usr/bin/env node
import module from 'node:module';
import { keepHeapSmall } from './small-heap.ts';

// From Node 22 on: what was compiled once is not compiled by the next process.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') {
  module.enableCompileCache();
}
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2), { started: keepHeapSmall });

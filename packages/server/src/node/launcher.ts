#!/usr/bin/env node
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CompiledCode } from './compiled-code.ts';

/** The file of a program that was bundled, beside this one: `scripts/bundle.mjs` puts it here. */
declare const PROGRAM: string;

/** By then a server has begun, and its first clients have come. */
const KEEP_AFTER_MS = 5000;

type Wrapped = (require: NodeJS.Require, __filename: string, __dirname: string) => void;

const filename = join(import.meta.dirname, PROGRAM);
const code = new CompiledCode(filename);
setTimeout(() => code.keep(), KEEP_AFTER_MS).unref();
// A command ends before.
if (!code.isThere) process.once('exit', () => code.keep());
const wrapped: Wrapped = code.script.runInThisContext();
wrapped(createRequire(filename), filename, dirname(filename));

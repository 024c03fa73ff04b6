import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Logger } from '@stryker-mutator/api/logging';
import { Instrumenter } from '@stryker-mutator/instrumenter';

/** One small change of a source file that a test should notice. */
export interface SourceMutant {
  /** What switches it on. */
  readonly id: string;
  /** Path from the root of the project. */
  readonly file: string;
  /** Of the original, counted from 1. */
  readonly line: number;
  /** The text of that line and of the one before, without the space around them. */
  readonly at: string;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  /** Where the original stands in its file, in characters. */
  readonly from: number;
  readonly to: number;
}

/**
 * A changed text is either a discriminant, which the compiler checks, or words for people; that
 * words are right is not for a machine to say.
 */
const LEFT_OUT = ['StringLiteral', 'Regex'];

const quiet = () => {};
const silent: Logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: quiet,
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  fatal: quiet,
};

/**
 * Puts all mutants of the files into them, each behind a switch, so that one start of a program
 * can try one after the other.
 */
export async function instrument(root: string, files: readonly string[]): Promise<SourceMutant[]> {
  const sources = files.map((file) => ({
    name: join(root, file),
    mutate: true,
    content: readFileSync(join(root, file), 'utf8'),
  }));
  const contents = new Map(sources.map(({ name, content }) => [name, content]));
  const { files: written, mutants } = await new Instrumenter(silent).instrument(sources, {
    plugins: null,
    excludedMutations: LEFT_OUT,
    ignorers: [],
    noHeader: false,
  });
  for (const { name, content } of written) writeFileSync(name, content);
  const tried = mutants.filter(({ status }) => status !== 'Ignored');
  return tried.map(({ id, fileName, location, mutatorName, replacement }) => {
    const content = contents.get(fileName) ?? '';
    const from = offsetOf(content, location.start);
    const to = offsetOf(content, location.end);
    return {
      id,
      file: relative(root, fileName),
      line: location.start.line + 1,
      at: textAround(content, location.start.line),
      mutator: mutatorName,
      original: content.slice(from, to),
      replacement,
      from,
      to,
    };
  });
}

function textAround(content: string, line: number): string {
  const lines = content.split('\n').slice(Math.max(line - 1, 0), line + 1);
  return lines.map((text) => text.trim()).join(' ⏎ ');
}

function offsetOf(content: string, { line, column }: { line: number; column: number }): number {
  let at = 0;
  for (let i = 0; i < line; i += 1) at = content.indexOf('\n', at) + 1;
  return at + column;
}

import { parseArgs } from 'node:util';
import type { Watcher, ZooKeeper } from '@menagerie/client';
import { ShellError } from './trouble.ts';

/** What a command works with. */
export interface ShellContext {
  readonly zk: ZooKeeper;
  readonly print: (text: string) => void;
  /** Prints what happens, for as long as that is wanted. */
  readonly watcher: Watcher;
  readonly setPrintWatches: (on: boolean) => void;
  /** Lines so far, oldest first. */
  readonly history: readonly string[];
  /** Carries out another line. */
  readonly again: (line: string) => Promise<void>;
  readonly servers: string;
}

/** What was written behind the name of a command. */
export interface Given {
  has(flag: string): boolean;
  /** Of an option; `null` without it. */
  text(option: string): string | null;
  /**
   * Of an option; `undefined` without it.
   *
   * @throws ShellError for what is no whole number
   */
  number(option: string): number | undefined;
  readonly rest: readonly string[];
}

/** A command of the shell. */
export interface ShellCommand {
  readonly name: string;
  /** Behind the name, as zkCli's help has it. */
  readonly usage: string;
  /** Letters of flags, and of those that take a value with a colon behind: `sev:`. */
  readonly letters: string;
  /** Options of several letters behind one dash, which take a value. @default none */
  readonly names?: readonly string[];
  /** How many words there are beside flags, at least and at most. */
  readonly words: readonly [least: number, most: number];
  run(context: ShellContext, given: Given): Promise<void> | void;
}

type Options = Record<string, { type: 'string' | 'boolean'; short?: string }>;

/** Reads what stands behind the name. @throws ShellError with the usage */
export function givenTo(command: ShellCommand, words: readonly string[]): Given {
  const options: Options = {};
  for (const [, letter = '', colon] of command.letters.matchAll(/(\w)(:?)/g)) {
    // A name beside the letter is asked for by the parser, and no person types it.
    options[`flag-${letter}`] = { type: colon === ':' ? 'string' : 'boolean', short: letter };
  }
  for (const name of command.names ?? []) options[name] = { type: 'string' };
  const usage = `usage: ${command.name} ${command.usage}`.trim();
  const { values, positionals } = parsed(words, options, usage);
  const [least, most] = command.words;
  if (positionals.length < least || positionals.length > most) throw new ShellError(usage);
  const valueOf = (flag: string): unknown => values[`flag-${flag}`] ?? values[flag];
  const text = (letter: string): string | null => {
    const value = valueOf(letter);
    return typeof value === 'string' ? value : null;
  };
  return {
    has: (letter) => valueOf(letter) !== undefined,
    text,
    number: (letter) => {
      const value = text(letter);
      if (value === null) return undefined;
      if (/^-?\d+$/.test(value)) return Number(value);
      throw new ShellError(`-${letter} takes a whole number, not ${value}. ${usage}`);
    },
    rest: positionals,
  };
}

function parsed(
  words: readonly string[],
  options: Options,
  usage: string,
): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: joined(words, options), options, allowPositionals: true });
  } catch (error) {
    throw new ShellError(`${error instanceof Error ? error.message : String(error)}. ${usage}`);
  }
}

/** A value that begins with a dash, such as version -1, would pass for a flag. */
function joined(words: readonly string[], options: Options): string[] {
  const args: string[] = [];
  for (const word of words) {
    const letter = /^-(\w)$/.exec(args.at(-1) ?? '')?.[1];
    const takes = letter !== undefined && options[`flag-${letter}`]?.type === 'string';
    if (takes && /^-\d+$/.test(word)) args[args.length - 1] = `-${letter}${word}`;
    else
      args.push(options[word.slice(1)] !== undefined && word.startsWith('-') ? `-${word}` : word);
  }
  return args;
}

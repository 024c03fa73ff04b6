import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { SourceMutant } from './mutants.ts';

/**
 * Asks the compiler about one mutant after the other, without writing a file and without starting
 * anew. Only the mutated file is checked: what a package exports has its type written down.
 */
export class Compiler {
  readonly #root: string;
  readonly #service: ts.LanguageService;
  /** The text of the file that is mutated at the moment, and how often there was another. */
  #file = '';
  #text = '';
  #version = 0;

  constructor(root: string, packageFolder: string) {
    this.#root = root;
    const path = join(root, packageFolder, 'tsconfig.json');
    const { options, fileNames } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(path, (file) => ts.sys.readFile(file)).config,
      ts.sys,
      join(root, packageFolder),
    );
    const { sys } = ts;
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => ({ ...options, ...TYPES_ONLY }),
      getScriptFileNames: () => fileNames,
      getScriptVersion: (file) => (file === this.#file ? `mutant ${this.#version}` : 'original'),
      getScriptSnapshot: (file) => {
        const text = file === this.#file ? this.#text : sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (chosen) => ts.getDefaultLibFilePath(chosen),
      fileExists: (path) => sys.fileExists(path),
      readFile: (path, encoding) => sys.readFile(path, encoding),
      directoryExists: (path) => sys.directoryExists(path),
      getDirectories: (path) => sys.getDirectories(path),
      realpath: (path) => sys.realpath?.(path) ?? path,
    });
  }

  /** Whether it refuses the mutant. @throws Error where it refuses the file as it is */
  refuses(mutant: SourceMutant): boolean {
    const path = join(this.#root, mutant.file);
    const original = readFileSync(path, 'utf8');
    if (this.#file !== path && this.#complains(path, original)) {
      throw new Error(`${mutant.file} does not compile: mend it first`);
    }
    const { from, to, replacement } = mutant;
    return this.#complains(path, original.slice(0, from) + replacement + original.slice(to));
  }

  #complains(path: string, text: string): boolean {
    this.#file = path;
    this.#text = text;
    this.#version += 1;
    return (
      this.#service.getSyntacticDiagnostics(path).length > 0 ||
      this.#service.getSemanticDiagnostics(path).length > 0
    );
  }
}

/**
 * That a parameter is no longer used, or a line no longer reached, would refuse half of the
 * mutants without saying that anything is wrong with them.
 */
const TYPES_ONLY: ts.CompilerOptions = {
  noEmit: true,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
};

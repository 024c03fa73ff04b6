import { mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestModule, TestSuite } from 'vitest/node';
import { closingLine } from './outcome.mjs';

/**
 * Ends the run with one plain line, `N passed, N failed, N skipped`, that any tool can read; or
 * leaves the numbers in a file, for whoever runs the tests in parts and adds them up.
 */
export class ClosingLine implements Reporter {
  readonly #file: string | null;
  #passed = 0;
  #failed = 0;
  #skipped: number;

  /**
   * @param skippedFiles - test files that this machine cannot run at all
   * @param file - where the numbers go; `null` to print them
   */
  constructor(skippedFiles: number, file: string | null = null) {
    this.#skipped = skippedFiles;
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    this.#failed += errors.length;
    for (const module of modules) {
      this.#countBroken(module);
      for (const suite of module.children.allSuites()) this.#countBroken(suite);
      for (const test of module.children.allTests()) {
        const result = test.result().state;
        if (result === 'passed') this.#passed += 1;
        else if (result === 'failed') this.#failed += 1;
        else this.#skipped += 1;
      }
    }
    const outcome = { passed: this.#passed, failed: this.#failed, skipped: this.#skipped };
    if (this.#file !== null) {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, JSON.stringify(outcome));
      return;
    }
    // At exit, so that neither the summary nor a coverage table comes after it.
    process.once('exit', () => {
      writeSync(1, `\n${closingLine(outcome)}\n`);
    });
  }

  /** A file that failed to import, or a suite whose set-up failed, is a failure of its own. */
  #countBroken(part: TestModule | TestSuite): void {
    if (part.errors().length > 0) this.#failed += 1;
  }
}

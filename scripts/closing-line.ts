import { writeSync } from 'node:fs';
import type { Reporter, TestModule, TestSuite } from 'vitest/node';

/** Ends the run with one plain line, `N passed, N failed, N skipped`, that any tool can read. */
export class ClosingLine implements Reporter {
  /** @param skippedFiles - test files that this machine cannot run at all */
  constructor(skippedFiles: number, failedBefore: number) {
    this.#skipped = skippedFiles;
    this.#failed = failedBefore;
  }

  #passed = 0;
  #failed: number;
  #skipped: number;

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
    // At exit, so that neither the summary nor a coverage table comes after it.
    process.once('exit', () => {
      writeSync(1, `\n${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped\n`);
    });
  }

  /** A file that failed to import, or a suite whose set-up failed, is a failure of its own. */
  #countBroken(part: TestModule | TestSuite): void {
    if (part.errors().length > 0) this.#failed += 1;
  }
}

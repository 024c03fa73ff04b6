import { mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { closingLine, closingNames } from './outcome.mjs';

/**
 * Ends the run with the names of what failed, and one plain line, `N passed, N failed, N skipped`,
 * that any tool can read; or leaves both in a file, for whoever runs the tests in parts.
 */
export class ClosingLine implements Reporter {
  readonly #file: string | null;
  readonly #failures: string[] = [];
  readonly #unsteady: string[] = [];
  #passed = 0;
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
    for (const error of errors) this.#failures.push(`outside of all tests: ${firstLine(error)}`);
    for (const module of modules) {
      this.#countBroken(module, module.relativeModuleId);
      for (const suite of module.children.allSuites()) this.#countBroken(suite, nameOf(suite));
      for (const test of module.children.allTests()) this.#count(test);
    }
    const outcome = {
      passed: this.#passed,
      failed: this.#failures.length,
      skipped: this.#skipped,
      failures: this.#failures,
      unsteady: this.#unsteady,
    };
    if (this.#file !== null) {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, JSON.stringify(outcome));
      return;
    }
    // At exit, so that neither the summary nor a coverage table comes after it.
    process.once('exit', () => {
      writeSync(1, `\n${[...closingNames(outcome), closingLine(outcome)].join('\n')}\n`);
    });
  }

  #count(test: TestCase): void {
    const { state, errors } = test.result();
    if (state === 'failed') this.#failures.push(`${nameOf(test)}: ${firstLine(errors[0])}`);
    else if (state === 'passed') this.#passed += 1;
    else this.#skipped += 1;
    if (test.diagnostic()?.flaky === true) {
      this.#unsteady.push(`${nameOf(test)}: ${firstLine(errors?.[0])}`);
    }
  }

  /** A file that failed to import, or a suite whose set-up failed, is a failure of its own. */
  #countBroken(part: TestModule | TestSuite, name: string): void {
    const [error] = part.errors();
    if (error !== undefined) this.#failures.push(`${name}: ${firstLine(error)}`);
  }
}

function nameOf(part: TestCase | TestSuite): string {
  return `${part.module.relativeModuleId} › ${part.fullName}`;
}

function firstLine(error: unknown): string {
  const isNamed = typeof error === 'object' && error !== null && 'message' in error;
  return String(isNamed ? error.message : error).split('\n')[0] ?? '';
}

/**
 * Runs each test once as it is, and again with each mutant that it passes through and that no test
 * before it noticed. So a mutant costs milliseconds, where a start of all tests costs seconds.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import type { RunnerTestCase } from 'vitest';
import { VitestTestRunner } from 'vitest/runners';
import { type Switches, switchesOfProcess, switchOff, switchOn } from './switches.ts';
import { NOTES, TRYING, WANTED } from './test-files.ts';

/** How often a mutated place may be passed in one test in any case. */
const HITS_MIN = 2_000;
/** How many times as often as without the mutant; beyond, it runs in a circle. */
const HITS_FACTOR = 50;

const switches: Switches = switchesOfProcess();
const wanted: Set<string> = new Set<string>(JSON.parse(readFileSync(WANTED, 'utf8')));

// The test runner takes another runner as a default export.
export default class MutantRunner extends VitestTestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    const body = VitestTestRunner.getTestFn(test);
    // A mutant that is on from the start has this test to end in, and not all tests together.
    writeFileSync(TRYING, switches.activeMutant ?? '');
    const passed = await placesPassed(test.id, body);
    let noticed = false;
    for (const [id, hits] of passed) {
      if (!wanted.has(id)) continue;
      if (!(await fails(id, Math.max(HITS_MIN, HITS_FACTOR * hits), body))) continue;
      wanted.delete(id);
      appendFileSync(NOTES, `${JSON.stringify({ id, by: test.name })}\n`);
      noticed = true;
    }
    writeFileSync(TRYING, '');
    // A mutant that spoiled something which outlives the test would be blamed on all after it.
    if (noticed) await body();
  }
}

async function placesPassed(test: string, body: () => unknown): Promise<[string, number][]> {
  switches.currentTestId = test;
  try {
    await body();
  } finally {
    switches.currentTestId = undefined;
  }
  return Object.entries(switches.mutantCoverage.perTest[test] ?? {});
}

async function fails(id: string, hits: number, body: () => unknown): Promise<boolean> {
  writeFileSync(TRYING, id);
  switchOn(switches, id, hits);
  try {
    await body();
    return false;
  } catch {
    return true;
  } finally {
    switchOff(switches);
  }
}

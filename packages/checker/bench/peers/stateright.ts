import { join } from 'node:path';
import { PeerError } from './errors.ts';
import type { PeerModel } from './peer-models.ts';
import { run, versionOf } from './processes.ts';
import { numberOf, readResult } from './result.ts';
import type { Tool } from './tool.ts';

const FOLDER = join(import.meta.dirname, 'stateright');
/** Where everything is that may be made again. */
const TARGET = join(import.meta.dirname, '../../node_modules/.cache/peers');

/**
 * Stateright, built from `stateright/`: with types as its own examples have them, and with rows of
 * numbers as ours.
 *
 * @throws PeerError `missing-program` if there is no cargo, or no way to build with it
 */
export function stateright(): readonly Tool[] {
  const cargo = versionOf('cargo', ['--version']);
  const rustc = versionOf('rustc', ['--version']);
  if (cargo === null || rustc === null) {
    throw new PeerError(
      'missing-program',
      'Stateright needs cargo and rustc',
      'Install a Rust toolchain, 1.85 or later',
    );
  }
  build();
  const tree = run('cargo', ['tree', '--locked', '--depth', '1', '--prefix', 'none'], FOLDER);
  const version = `${/^stateright v(\S+)/m.exec(tree.output)?.[1]}; ${rustc}`;
  return [
    toolOf('Stateright', version, ({ stateright: args }) => args),
    toolOf('Stateright, rows', version, ({ staterightRows: args }) => args),
  ];
}

function build(): void {
  try {
    run('cargo', ['build', '--release', '--locked', '--target-dir', TARGET], FOLDER);
  } catch (error) {
    throw new PeerError(
      'missing-program',
      'Stateright cannot be built with cargo',
      `Look at what "cargo build --release" says in ${FOLDER}`,
      { cause: error },
    );
  }
}

function toolOf(
  name: string,
  version: string,
  argsOf: (model: PeerModel) => readonly string[] | null,
): Tool {
  return {
    name,
    version,
    has: (model) => argsOf(model) !== null,
    measure: (model) => {
      // It starts within some milliseconds: all that the process takes is the search.
      const { output, processor } = run(join(TARGET, 'release/peers'), argsOf(model) ?? [], FOLDER);
      const result = readResult(output);
      return {
        distinct: numberOf(result, 'distinct'),
        generated: numberOf(result, 'generated'),
        seconds: numberOf(result, 'seconds'),
        processor,
      };
    },
  };
}

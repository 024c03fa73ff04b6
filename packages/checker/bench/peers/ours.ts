import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.ts';
import { numberOf, readResult } from './result.ts';
import type { Tool } from './tool.ts';

const HERE = import.meta.dirname;

/** The checker of this package, in a process of its own for each search. */
export function ours(): Tool {
  const packaged = readFileSync(join(HERE, '../../package.json'), 'utf8');
  const [, version = ''] = /"version": "(.+?)"/.exec(packaged) ?? [];
  return {
    name: 'Menagerie',
    version: `${version}; Node ${process.version}`,
    has: () => true,
    measure: ({ id }) => {
      const args = [...process.execArgv, join(HERE, 'search.ts'), id];
      const result = readResult(run(process.execPath, args, HERE).output);
      return {
        distinct: numberOf(result, 'distinct'),
        generated: numberOf(result, 'generated'),
        seconds: numberOf(result, 'seconds'),
        processor: numberOf(result, 'processor'),
      };
    },
  };
}

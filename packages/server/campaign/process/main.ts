import { join } from 'node:path';
import { type ServerOptions, startServer } from '@menagerie/server/node';
import { serveForSupervisor } from '../../../cli/src/ensemble/server-process.ts';
import { Random } from '../../test/helpers/random.ts';
import { ForgetfulFiles } from './forgetful-files.ts';
import { isMistake, make } from './mistakes.ts';

/** A server on a disk that forgets, in a process of its own: how it is to be is its argument. */
export interface ProcessArguments {
  readonly seed: number;
  readonly syncMs: number;
  readonly leakPercent: number;
  /** See `mistakes.ts`; empty for none. */
  readonly mistake: string;
}

const { seed, syncMs, leakPercent, mistake }: ProcessArguments = JSON.parse(process.argv[2] ?? '');
if (isMistake(mistake)) make(mistake);

const lies = mistake === 'answers-before-disk';

serveForSupervisor(async ({ directory, ...options }: ServerOptions) => {
  const files = await ForgetfulFiles.open(join(directory ?? '', 'disk'), {
    // Not the same after each start.
    random: new Random(seed + process.pid),
    syncMs,
    // Else a store would see that something is wrong: what is behind is there, and what is before is not.
    leakPercent: lies ? 0 : leakPercent,
    lies,
  });
  const write = (level: string) => (fields: object, message: string) => {
    console.log(JSON.stringify({ at: Date.now(), level, message, ...fields }));
  };
  const log = { debug() {}, info: write('info'), warn: write('warn'), error: write('error') };
  return startServer({ ...options, files, log });
});

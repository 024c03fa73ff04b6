import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The notes by which the tests of a copy speak with who started them; they lie in the copy. */
const folder = fileURLToPath(new URL('.', import.meta.url));

/** The ids of the mutants to be tried. */
export const WANTED: string = join(folder, 'wanted.json');
/** A line for each mutant that was noticed, with the test. */
export const NOTES: string = join(folder, 'noticed.jsonl');
/** The mutant that is on: where the tests hang, it is to blame. */
export const TRYING: string = join(folder, 'trying.txt');

// Opens a store, says so, and holds it until it is killed.
import { nodeFiles } from '@menagerie/storage/node';
import { openLedger } from './ledger.ts';

const [, , directory = ''] = process.argv;
await openLedger(await nodeFiles(directory));
process.stdout.write('opened\n');
setInterval(() => {}, 1000);

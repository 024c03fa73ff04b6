import { RowSpace, Search } from '@menagerie/checker';
import { peerModels } from './peer-models.ts';

// Exhausts the model that is named, and prints what came of it, as a line of JSON.

const wanted = process.argv.at(-1);
const model = peerModels.find(({ id }) => id === wanted);
if (model === undefined) throw new RangeError(`no model is called ${wanted}`);

const began = performance.now();
const used = process.cpuUsage();
const search = new Search(new RowSpace(model.ours, 'breadth'), { order: 'breadth' });
const status = search.finish();
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(used);
if (status !== 'exhausted') throw new Error(`the search of ${wanted} ended with "${status}"`);
const { distinct, generated } = search;
console.log(JSON.stringify({ distinct, generated, seconds, processor: (user + system) / 1e6 }));

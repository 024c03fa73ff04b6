import { parentPort, workerData } from 'node:worker_threads';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { Explorer } from '../src/explorer/explore.ts';

/** The name of a scope. */
const name: string = workerData;

const scope = raftExploration.scopes.find((each) => each.name === name);
if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
const explorer = new Explorer(raftSubject, raftExploration, scope);
explorer.finish();
const { distinct, generated } = explorer;
parentPort?.postMessage({ distinct, generated });

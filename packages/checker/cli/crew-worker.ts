import { parentPort, workerData } from 'node:worker_threads';
import { type ScopeShare, takePart } from '../src/explorer/threads/together.ts';
import type { CrewJob } from './crew.ts';
import { withProtocol } from './protocols.ts';

const job: CrewJob = workerData;

const share = withProtocol(job.protocol, ({ subject, exploration }): ScopeShare => {
  const scope = exploration.scopes.find(({ name }) => name === job.scope);
  if (scope === undefined) throw new RangeError(`there is no scope ${job.scope}`);
  const { mutant, reductions, self, memory } = job;
  return takePart(subject, exploration, scope, { mutant, reductions }, self, memory);
});
parentPort?.postMessage(share);

import { parentPort } from 'node:worker_threads';
import type { Shape, Subject } from '@menagerie/contract';
import { Campaign, type CampaignSummary, printScenario } from '@menagerie/simulator';
import { subjectNamed } from './subjects.ts';

/** A stretch of consecutive seeds: the unit that a thread works on. */
export interface Batch {
  readonly nth: number;
  readonly from: number;
  readonly count: number;
  readonly protocol: string;
  readonly mutant: string | null;
  readonly membersMin: number;
  readonly membersMax: number;
  readonly coverage: boolean;
}

export interface BatchResult {
  readonly nth: number;
  readonly summary: CampaignSummary;
  /** The first violation, which ended the batch; the scenario as a file. */
  readonly failure: { readonly seed: number; readonly scenario: string } | null;
  /** What was thrown instead of a result. */
  readonly error: string | null;
}

/** Runs the seeds of a batch up to the first violation. */
export function runBatch(batch: Batch): BatchResult {
  return subjectNamed(batch.protocol).use((subject) => runWith(subject, batch));
}

function runWith<S extends Shape>(subject: Subject<S>, batch: Batch): BatchResult {
  const { nth, mutant, membersMin, membersMax, coverage } = batch;
  const campaign = new Campaign(subject, { mutant, membersMin, membersMax, coverage });
  for (let seed = batch.from; seed < batch.from + batch.count; seed += 1) {
    try {
      const { violation, scenario } = campaign.run(seed);
      if (violation === null) continue;
      const failure = { seed, scenario: printScenario(scenario, subject) };
      return { nth, summary: campaign.summary(), failure, error: null };
    } catch (error) {
      const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { nth, summary: campaign.summary(), failure: null, error: `seed ${seed}: ${shown}` };
    }
  }
  return { nth, summary: campaign.summary(), failure: null, error: null };
}

parentPort?.on('message', (batch: Batch) => parentPort?.postMessage(runBatch(batch)));

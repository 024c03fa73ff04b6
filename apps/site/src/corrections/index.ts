import { framing } from './claims/00-framing.ts';
import { nodesAndSessions } from './claims/01-nodes-and-sessions.ts';
import { readsAndWrites } from './claims/02-reads-and-writes.ts';
import { algorithms } from './claims/03-algorithms.ts';
import { lock } from './claims/04-lock.ts';
import { election } from './claims/05-election.ts';
import { systems } from './claims/06-systems.ts';
import { outlook } from './claims/07-outlook.ts';
import { lifetimeAndOrder } from './claims/08-lifetime-and-order.ts';
import { watchesAndAcls } from './claims/09-watches-and-acls.ts';
import { experiments } from './experiments.ts';
import type { Claim, Experiment, ExperimentId, Part, Topic, Verdict } from './types.ts';

export { experiments } from './experiments.ts';
export { omissions } from './omissions.ts';
export { runs } from './runs.ts';
export { findSource, locate, sources } from './sources.ts';
export { topics } from './topics.ts';
export type * from './types.ts';
export { verdicts } from './verdicts.ts';

/** The claims in the order of the article, grouped as the corrections show them. */
export const parts: readonly Part[] = [
  framing,
  nodesAndSessions,
  readsAndWrites,
  algorithms,
  lock,
  election,
  systems,
  outlook,
  lifetimeAndOrder,
  watchesAndAcls,
];

export const claims: readonly Claim[] = parts.flatMap((part) => part.claims);

const claimsById: ReadonlyMap<string, Claim> = new Map(claims.map((claim) => [claim.id, claim]));
const partsByClaim: ReadonlyMap<string, Part> = new Map(
  parts.flatMap((part) => part.claims.map((claim) => [claim.id, part] as const)),
);
const experimentsById: ReadonlyMap<string, Experiment> = new Map(
  experiments.map((experiment) => [experiment.id, experiment]),
);

export function findClaim(id: string): Claim | undefined {
  return claimsById.get(id);
}

export function findPartOf(claimId: string): Part | undefined {
  return partsByClaim.get(claimId);
}

export function findExperiment(id: string): Experiment | undefined {
  return experimentsById.get(id);
}

export function claimsWithVerdict(verdict: Verdict): readonly Claim[] {
  return claims.filter((claim) => claim.verdict === verdict);
}

export function claimsAbout(topic: Topic): readonly Claim[] {
  return claims.filter((claim) => claim.topics.includes(topic));
}

export function claimsShownBy(experiment: ExperimentId): readonly Claim[] {
  return claims.filter((claim) => claim.experiments.includes(experiment));
}

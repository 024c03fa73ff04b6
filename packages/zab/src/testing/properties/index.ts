import type { Property } from '@menagerie/contract';
import type { ZabShape } from '../../messages.ts';
import { linearizableReads } from './clients.ts';
import { committedLogDurability, historyBeforeEpoch } from './durability.ts';
import { electedByQuorum, joinsWhoLeads } from './elections.ts';
import {
  commitConsistency,
  monotonicHistory,
  oneReconfiguration,
  prefixConsistency,
  stateOrdering,
} from './histories.ts';
import {
  agreement,
  globalPrimaryOrder,
  integrity,
  localPrimaryOrder,
  totalOrder,
} from './order.ts';
import { leaderLogCompleteness, leadership, primaryIntegrity } from './primaries.ts';
import { promisedDurably } from './promises.ts';
import { committedOnQuorum, establishedOnQuorum } from './quorums.ts';
import { reachedProperties } from './reached.ts';

/** What must hold at every moment. */
export const safetyProperties: readonly Property<ZabShape>[] = [
  electedByQuorum,
  joinsWhoLeads,
  promisedDurably,
  leadership,
  integrity,
  localPrimaryOrder,
  globalPrimaryOrder,
  primaryIntegrity,
  leaderLogCompleteness,
  totalOrder,
  agreement,
  prefixConsistency,
  monotonicHistory,
  commitConsistency,
  committedOnQuorum,
  establishedOnQuorum,
  committedLogDurability,
  historyBeforeEpoch,
  stateOrdering,
  oneReconfiguration,
  linearizableReads,
];

/** All properties of Zab. That runs go on once they have healed, whoever drives them checks. */
export const zabProperties: readonly Property<ZabShape>[] = [
  ...safetyProperties,
  ...reachedProperties,
];

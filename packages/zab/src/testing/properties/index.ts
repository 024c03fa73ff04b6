import type { Property } from '@menagerie/contract';
import type { ZabShape } from '../../messages.ts';
import {
  agreement,
  globalPrimaryOrder,
  integrity,
  localPrimaryOrder,
  totalOrder,
} from './order.ts';
import { leaderLogCompleteness, leadership, primaryIntegrity } from './primaries.ts';

/** What must hold at every moment. */
export const safetyProperties: readonly Property<ZabShape>[] = [
  leadership,
  integrity,
  localPrimaryOrder,
  globalPrimaryOrder,
  primaryIntegrity,
  leaderLogCompleteness,
  totalOrder,
  agreement,
];

export const zabProperties: readonly Property<ZabShape>[] = [...safetyProperties];

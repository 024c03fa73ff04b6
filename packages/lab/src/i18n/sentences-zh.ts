/**
 * What each protocol says in Chinese, for pages beside the lab. One name for each protocol, so that
 * a page takes along no other.
 *
 * @packageDocumentation
 */
import type { PropertyWords } from '../worker/exhibit.ts';
import { commonPropertiesZh } from '../worker/say.ts';
import { propertiesZh as paxosProperties } from './paxos/properties-zh.ts';
import { paxosMutantsZh, paxosRulesZh } from './paxos/rules-zh.ts';
import { propertiesZh as raftProperties } from './raft/properties-zh.ts';
import { raftMutantsZh, raftRulesZh } from './raft/rules-zh.ts';
import { propertiesZh as synodProperties } from './synod/properties-zh.ts';
import { synodMutantsZh, synodRulesZh } from './synod/rules-zh.ts';
import { propertiesZh as zabProperties } from './zab/properties-zh.ts';
import { zabMutantsZh, zabRulesZh } from './zab/rules-zh.ts';

/** Chinese sentences of a protocol, by the ids of its rules and mistakes and the names of its properties. */
export interface SentencesZh {
  readonly rules: Readonly<Record<string, string>>;
  readonly mutants: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, PropertyWords>>;
}

export const raftZh: SentencesZh = {
  rules: raftRulesZh,
  mutants: raftMutantsZh,
  properties: { ...commonPropertiesZh, ...raftProperties },
};

export const synodZh: SentencesZh = {
  rules: synodRulesZh,
  mutants: synodMutantsZh,
  properties: { ...commonPropertiesZh, ...synodProperties },
};

export const paxosZh: SentencesZh = {
  rules: paxosRulesZh,
  mutants: paxosMutantsZh,
  properties: { ...commonPropertiesZh, ...paxosProperties },
};

export const zabZh: SentencesZh = {
  rules: zabRulesZh,
  mutants: zabMutantsZh,
  properties: { ...commonPropertiesZh, ...zabProperties },
};

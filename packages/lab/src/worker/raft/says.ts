import { clausesEn } from '../../i18n/raft/clauses-en.ts';
import { clausesZh, propertiesZh } from '../../i18n/raft/properties-zh.ts';
import { mutantZh, ruleZh } from '../../i18n/raft/rules-zh.ts';
import type { ProtocolWords } from '../exhibit.ts';
import { lookUp } from '../say.ts';

export const raftSays: ProtocolWords = {
  rule: ruleZh,
  mutant: mutantZh,
  property: (name) => lookUp(propertiesZh, name),
  clauseZh: (name) => lookUp(clausesZh, name),
  clauseEn: (name) => lookUp(clausesEn, name),
};

import { clausesZh, propertiesZh } from '../../i18n/paxos/properties-zh.ts';
import { paxosMutantsZh, paxosRulesZh } from '../../i18n/paxos/rules-zh.ts';
import { saysOf } from '../say.ts';

export const paxosSays = saysOf({
  rules: paxosRulesZh,
  mutants: paxosMutantsZh,
  properties: propertiesZh,
  clauses: clausesZh,
});

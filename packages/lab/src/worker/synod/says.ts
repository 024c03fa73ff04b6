import { clausesZh, propertiesZh } from '../../i18n/synod/properties-zh.ts';
import { synodMutantsZh, synodRulesZh } from '../../i18n/synod/rules-zh.ts';
import { saysOf } from '../say.ts';

export const synodSays = saysOf({
  rules: synodRulesZh,
  mutants: synodMutantsZh,
  properties: propertiesZh,
  clauses: clausesZh,
});

import { clausesEn, clausesZh, propertiesZh } from '../../i18n/zab/properties-zh.ts';
import { zabMutantsZh, zabRulesZh } from '../../i18n/zab/rules-zh.ts';
import { saysOf } from '../say.ts';

export const zabSays = saysOf({
  rules: zabRulesZh,
  mutants: zabMutantsZh,
  properties: propertiesZh,
  clauses: clausesZh,
  clausesEn,
});

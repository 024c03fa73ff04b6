import type { Bilingual, Verdict } from './types.ts';

interface VerdictText {
  readonly label: Bilingual;
  readonly meaning: Bilingual;
}

export const verdicts: Readonly<Record<Verdict, VerdictText>> = {
  true: {
    label: { en: 'True', zh: '正确' },
    meaning: {
      en: 'The claim holds as it stands.',
      zh: '说法成立，无需更改。',
    },
  },
  incomplete: {
    label: { en: 'Incomplete', zh: '不完整' },
    meaning: {
      en: 'The claim is right as far as it goes, and what it leaves out does harm.',
      zh: '已说的部分没有错，没说的部分却会误事。',
    },
  },
  misleading: {
    label: { en: 'Misleading', zh: '有误导' },
    meaning: {
      en: 'There is something true in the claim, and a reader will draw a wrong conclusion from it.',
      zh: '说法含有真实的成分，但读者会由此得出错误的结论。',
    },
  },
  false: {
    label: { en: 'False', zh: '错误' },
    meaning: {
      en: 'The claim contradicts the primary sources, or what happens when it is run.',
      zh: '说法与第一手资料相悖，或与实际运行的结果不符。',
    },
  },
};

import type { Bilingual } from '../../corrections/types.ts';

export const words = {
  title: { en: 'Glossary', zh: '术语表' },
  description: {
    en: 'One term per concept in each language, English and Simplified Chinese side by side.',
    zh: '每个概念在中英文中各用一个固定的词，中英对照。',
  },
  lead: {
    en: 'The same words run through the site, the lab and the code: one per concept and language. Each page shows the Chinese beside the English, since many of the misreadings that we correct begin with a translated word.',
    zh: '本站、实验室和代码用的是同一套词：一个概念，一种语言里只有一个说法。中英文并列，因为我们更正的误解里，有不少正是从译名开始的。',
  },
  find: { en: 'Find a term', zh: '查找术语' },
  findHint: { en: 'either language', zh: '中文、英文均可' },
  see: { en: 'See:', zh: '参见：' },
  also: { en: 'Also in use: ', zh: '也作：' },
  none: { en: 'No term matches.', zh: '没有找到这个词。' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export function termCount(shown: number): Bilingual {
  return { en: shown === 1 ? '1 term' : `${shown} terms`, zh: `${shown} 个词条` };
}

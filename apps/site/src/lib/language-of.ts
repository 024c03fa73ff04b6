import type { Bilingual } from '../corrections/types.ts';

/** The language of a text, as the data files name it; the site's locale `zh-Hans` is `zh` here. */
export type Language = keyof Bilingual;

export function languageOf(locale: string): Language {
  return locale.startsWith('zh') ? 'zh' : 'en';
}

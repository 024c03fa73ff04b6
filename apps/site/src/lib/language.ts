import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import type { Bilingual } from '../corrections/types.ts';
import { type Language, languageOf } from './language-of.ts';

/** The language of the page being shown. */
export function useLanguage(): Language {
  return languageOf(useDocusaurusContext().i18n.currentLocale);
}

/** Picks the sentence of the page's language. */
export function useText(): (text: Bilingual) => string {
  const language = useLanguage();
  return (text) => text[language];
}

import type { Language } from './language-of.ts';

/** Address of the lab as a page of its own, in the reader's language. It lies outside this site's router. */
export function labHref(language: Language, scenario?: string): string {
  const query = new URLSearchParams(scenario === undefined ? {} : { scenario });
  query.set('lang', language);
  return `pathname:///lab/?${query.toString()}`;
}

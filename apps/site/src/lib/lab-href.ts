import type { Language } from './language-of.ts';

/**
 * Address of the lab as a page of its own, in the reader's language. It lies beside this site, so
 * a link to it takes `autoAddBaseUrl: false`: there is one lab for all languages, at `/lab/`.
 */
export function labHref(language: Language, scenario?: string): string {
  const query = new URLSearchParams(scenario === undefined ? {} : { scenario });
  query.set('lang', language);
  return `pathname:///lab/?${query.toString()}`;
}

/** Whether an address lies outside this site's router. */
export function isBeside(address: string): boolean {
  return address.startsWith('pathname:');
}

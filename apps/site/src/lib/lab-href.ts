import type { Language } from './language-of.ts';

/** What the lab is to open. */
export interface LabPlace {
  /** As scenarios name it. @default 'raft' */
  readonly protocol?: string;
  /** Name of a scenario that comes with the lab. */
  readonly scenario: string;
  /** Id of the mistake to make in place of the protocol. */
  readonly mistake?: string;
}

/**
 * Address of the lab as a page of its own, in the reader's language. It lies beside this site, so
 * a link to it takes `autoAddBaseUrl: false`: there is one lab for all languages, at `/lab/`.
 */
export function labHref(language: Language, place?: LabPlace): string {
  const { protocol, scenario, mistake } = place ?? {};
  const query = new URLSearchParams();
  if (protocol !== undefined && protocol !== 'raft') query.set('protocol', protocol);
  if (scenario !== undefined) query.set('scenario', scenario);
  if (mistake !== undefined) query.set('break', mistake);
  query.set('lang', language);
  return `pathname:///lab/?${query.toString()}`;
}

/** Whether an address lies outside this site's router. */
export function isBeside(address: string): boolean {
  return address.startsWith('pathname:');
}

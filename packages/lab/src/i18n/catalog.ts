import type { Locale } from '../model/words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export type { Locale } from '../model/words.ts';

/** Everything that the page says. A language that leaves a key out does not compile. */
export type Catalog = typeof en;

export const catalogs: Readonly<Record<Locale, Catalog>> = { en, zh };

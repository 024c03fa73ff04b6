export type Locale = 'en' | 'zh';

/** A text of a protocol in both languages of the page. */
export type Words = Readonly<Record<Locale, string>>;

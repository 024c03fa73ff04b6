import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A block of code on a page. */
export interface Block {
  readonly page: string;
  readonly language: string;
  /** What it says it is, such as the name of a file; empty without one. */
  readonly title: string;
  readonly text: string;
  /** What the page shows as its output; `null` without one. */
  readonly prints: string | null;
}

const folders = {
  en: new URL('../../../../docs/use/', import.meta.url),
  zh: new URL('../../i18n/zh-Hans/docusaurus-plugin-content-docs/current/use/', import.meta.url),
};

/** The pages on using what is here, by their names. */
export function pagesIn(language: keyof typeof folders): ReadonlyMap<string, string> {
  const folder = folders[language];
  return new Map(
    readdirSync(fileURLToPath(folder))
      .sort()
      .map((page) => [page, readFileSync(new URL(page, folder), 'utf8')]),
  );
}

/** All blocks of code on these pages, in their order. */
export function blocksIn(language: keyof typeof folders): readonly Block[] {
  return [...pagesIn(language)].flatMap(([page, text]) => {
    // Those of a list are indented.
    const block = /^( *)```([a-z]+)(?: title="([^"]*)")?\n([\s\S]*?)^\1```$/gm;
    const found = [...text.matchAll(block)].map(
      ([, indent = '', language = '', title = '', code = '']) => ({
        language,
        title,
        text: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      }),
    );
    return found.map((one, at) => {
      const next = found[at + 1];
      return { page, ...one, prints: next?.language === 'text' ? next.text : null };
    });
  });
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const english = folder('../../../docs');
const chinese = folder('../i18n/zh-Hans/docusaurus-plugin-content-docs/current');

function pagesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.mdx?$/.test(path) && !path.startsWith('decisions'))
    .sort();
}

const read = (root: string, page: string): string => readFileSync(join(root, page), 'utf8');
const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '');
const headingIds = (text: string): string[] =>
  [...withoutCode(text).matchAll(/^#{2,6} .*\{\/\* #([\w-]+) \*\/\}\s*$/gm)].map(
    ([, id]) => id ?? '',
  );
const headings = (text: string): string[] => withoutCode(text).match(/^#{2,6} .*$/gm) ?? [];
const places = (text: string): string[] =>
  [...text.matchAll(/\]\(((?:\/|pathname:)[^)]+)\)/g)].map(([, to]) => to ?? '').sort();

describe('the docs', () => {
  it('have a Chinese twin for every page', () => {
    expect(pagesIn(chinese)).toEqual(pagesIn(english));
  });

  describe.each(pagesIn(english))('%s', (page) => {
    const [en, zh] = [read(english, page), read(chinese, page)];

    it('gives every heading an id, so that its anchor holds in both languages', () => {
      expect(headingIds(en)).toHaveLength(headings(en).length);
      expect(headingIds(zh)).toEqual(headingIds(en));
    });

    it('leads to the same places in both languages', () => {
      expect(places(zh)).toEqual(places(en));
    });

    it('is described in its own language', () => {
      const description = (text: string): string => /^description: (.+)$/m.exec(text)?.[1] ?? '';
      expect(description(en)).toMatch(/\w/);
      expect(description(zh)).toMatch(/\p{Script=Han}/u);
    });

    it('keeps spaces between Chinese and Latin, and full-width punctuation after Chinese', () => {
      const prose = withoutCode(zh)
        .replace(/^---[\s\S]*?^---/m, '')
        .replaceAll(/`[^`\n]*`|\]\([^)]*\)|\{\/\*.*?\*\/\}|<\/?[A-Za-z][^>]*>/g, '');
      expect(prose.match(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/gu)).toBeNull();
      expect(prose.match(/\p{Script=Han}[,;:?!]/gu)).toBeNull();
    });
  });
});

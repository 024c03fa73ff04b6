import type { PrismTheme } from 'prism-react-renderer';

interface Inks {
  readonly plain: string;
  readonly paper: string;
  readonly comment: string;
  readonly keyword: string;
  readonly string: string;
  readonly number: string;
  readonly name: string;
}

function theme(inks: Inks): PrismTheme {
  return {
    plain: { color: inks.plain, backgroundColor: inks.paper },
    styles: [
      { types: ['comment', 'prolog', 'doctype', 'cdata'], style: { color: inks.comment } },
      {
        types: ['keyword', 'builtin', 'tag', 'operator', 'important', 'selector'],
        style: { color: inks.keyword },
      },
      {
        types: ['string', 'char', 'attr-value', 'template-string', 'inserted', 'url'],
        style: { color: inks.string },
      },
      {
        types: ['number', 'boolean', 'constant', 'symbol', 'deleted'],
        style: { color: inks.number },
      },
      {
        types: ['function', 'class-name', 'maybe-class-name', 'attr-name', 'property'],
        style: { color: inks.name },
      },
      { types: ['punctuation'], style: { color: inks.plain } },
    ],
  };
}

/** Every ink stands at 4.5:1 or more on its paper; `test/contrast.test.ts` holds them to it. */
export const codeThemeLight = theme({
  plain: '#1f2733',
  paper: '#f3f0e8',
  comment: '#5d6673',
  keyword: '#1d4f7c',
  string: '#7a4a0c',
  number: '#83295a',
  name: '#17614f',
});

export const codeThemeDark = theme({
  plain: '#e3e0d8',
  paper: '#1a212b',
  comment: '#9aa5b3',
  keyword: '#9cc4ee',
  string: '#e3b479',
  number: '#e6a3c6',
  name: '#8ed0ba',
});

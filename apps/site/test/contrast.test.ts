import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeThemeDark, codeThemeLight } from '../src/css/code-theme.ts';

const css = readFileSync(new URL('../src/css/tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`\n${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [bright = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

const inks = ['ink', 'ink-soft', 'blue', 'ochre', 'true', 'incomplete', 'misleading', 'false'];
const papers = ['paper', 'raised', 'sunken'];
const verdicts = ['true', 'incomplete', 'misleading', 'false'];

it('knows black from white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

describe.each([
  ['light', ':root', codeThemeLight],
  ['dark', ':root[data-theme="dark"]', codeThemeDark],
] as const)('the %s palette', (_theme, selector, codeTheme) => {
  const tokens = tokensOf(selector);
  const colour = (name: string): string => {
    const value = tokens.get(name);
    if (value === undefined) throw new RangeError(`${selector} has no ${name}`);
    return value;
  };

  it.each(inks.flatMap((ink) => papers.map((paper) => [ink, paper] as const)))(
    'shows %s on %s at 4.5:1 or more',
    (ink, paper) => {
      expect(contrast(colour(`--mg-${ink}`), colour(`--mg-${paper}`))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(verdicts)('shows the verdict %s on its wash at 4.5:1 or more', (verdict) => {
    const tone = colour(`--mg-${verdict}`);
    expect(contrast(tone, colour(`--mg-${verdict}-wash`))).toBeGreaterThanOrEqual(4.5);
  });

  it('shows links and strong lines clearly', () => {
    const paper = colour('--mg-paper');
    expect(contrast(colour('--ifm-color-primary'), paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('--mg-line-strong'), paper)).toBeGreaterThanOrEqual(3);
  });

  it('shows code at 4.5:1 or more', () => {
    const paper = codeTheme.plain.backgroundColor ?? '';
    const shades = [codeTheme.plain.color, ...codeTheme.styles.map(({ style }) => style.color)];
    const faint = shades.filter((shade) => contrast(shade ?? '', paper) < 4.5);
    expect(faint).toEqual([]);
  });
});

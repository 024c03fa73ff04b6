/** A canvas has no cascade: its colours are read from the lab's own variables. */
export interface Colours {
  readonly ink: string;
  readonly muted: string;
  readonly faint: string;
  readonly ground: string;
  readonly panel: string;
  readonly bad: string;
  readonly ice: string;
  readonly accent: string;
  readonly epochs: readonly string[];
}

/** The colours of an element's theme, read anew only when the theme changes. */
export function createColours(): (element: Element) => Colours {
  let known: { readonly theme: string; readonly colours: Colours } | null = null;
  return (element) => {
    const theme = document.documentElement.dataset['theme'] ?? '';
    if (known?.theme !== theme) known = { theme, colours: readColours(element) };
    return known.colours;
  };
}

function readColours(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--lab-${name}`).trim() || '#888';
  return {
    ink: read('ink'),
    muted: read('muted'),
    faint: read('line'),
    ground: read('ground'),
    panel: read('panel'),
    bad: read('bad'),
    ice: read('ice'),
    accent: read('accent'),
    epochs: Array.from({ length: 6 }, (_, i) => read(`epoch-${i}`)),
  };
}

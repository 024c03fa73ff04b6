import type { ReactNode } from 'react';

const rule = 'search{display:none!important}';

/** Hides the page’s own filters where no JavaScript would answer them; the full list stands all the same. */
export function HideWithoutScript(): ReactNode {
  return (
    <noscript>
      <style>{rule}</style>
    </noscript>
  );
}

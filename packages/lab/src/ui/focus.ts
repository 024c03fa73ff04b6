import type { Selection } from '../controller/store.ts';

/**
 * Puts the focus on the chosen thing itself, so that a screen reader tells what it is and keys go
 * on working; where it is gone, on the stage.
 */
export function focusSelection(selection: Selection | null): void {
  const found = document.querySelector<SVGElement>(`.lab-stage ${selectorOf(selection)}`);
  (found ?? document.querySelector<SVGElement>('.lab-stage > svg'))?.focus();
}

function selectorOf(selection: Selection | null): string {
  switch (selection?.type) {
    case 'server':
      return `[data-server="${selection.server}"] .lab-server-hit`;
    case 'message':
      return `[data-message="${selection.key}"]`;
    case 'link':
      return `[data-link="${selection.from}>${selection.to}"]`;
    case undefined:
      return 'svg';
  }
}

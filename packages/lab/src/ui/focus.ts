import type { Source } from '../controller/source.ts';
import type { Selection } from '../controller/store.ts';

/**
 * Puts the focus on the chosen thing itself, so that a screen reader tells what it is and keys go
 * on working; where it is gone, on the stage.
 */
export function focusSelection({ root }: Pick<Source, 'root'>, selection: Selection | null): void {
  const stage = root?.querySelector<SVGElement>('.lab-stage > [role=group]');
  const found = selection && stage?.querySelector<SVGElement>(selectorOf(selection));
  (found ?? stage)?.focus();
}

function selectorOf(selection: Selection): string {
  switch (selection.type) {
    case 'server':
      return `[data-server="${selection.server}"] .lab-server-hit`;
    case 'message':
      return `[data-message="${selection.key}"]`;
    case 'link':
      return `[data-link="${selection.from}>${selection.to}"]`;
  }
}

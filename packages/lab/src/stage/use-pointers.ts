import { type RefObject, useEffect, useRef } from 'react';

/** What a pointer may do to the stage. */
export interface Pointers {
  readonly down: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly up: (event: PointerEvent) => void;
  readonly cancel: () => void;
  readonly leave: () => void;
}

/**
 * Hears what pointers do to a drawing. By the drawing itself and not as its properties: it is no
 * control, and what pointers do there, keys and buttons do as well.
 */
export function usePointers(drawing: RefObject<SVGSVGElement | null>, pointers: Pointers): void {
  const latest = useRef(pointers);
  latest.current = pointers;
  useEffect(() => {
    const element = drawing.current;
    if (!element) return;
    const ended = new AbortController();
    const { signal } = ended;
    element.addEventListener('pointerdown', (event) => latest.current.down(event), { signal });
    element.addEventListener('pointermove', (event) => latest.current.move(event), { signal });
    element.addEventListener('pointerup', (event) => latest.current.up(event), { signal });
    element.addEventListener('pointercancel', () => latest.current.cancel(), { signal });
    element.addEventListener('pointerleave', () => latest.current.leave(), { signal });
    // The second button opens the lab's own menu.
    element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    return () => ended.abort();
  }, [drawing]);
}

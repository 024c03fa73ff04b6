import { type RefObject, useEffect } from 'react';
import type { LabController } from '../controller/lab-controller.ts';
import type { Voice } from '../i18n/voice.ts';
import { pressKey } from './keyboard.ts';

/**
 * Hears the keys that a lab's own focusable parts do not take.
 *
 * @param ownsPage whether keys count as well while nothing on the page has the focus
 */
export function useKeys(
  root: RefObject<HTMLElement | null>,
  lab: LabController | null,
  t: Voice,
  ownsPage: boolean,
): void {
  useEffect(() => {
    if (!lab) return;
    const hear = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || !(target instanceof Element)) return;
      const meant = root.current?.contains(target) || (ownsPage && target === document.body);
      if (!meant || takesKeys(target, event.key)) return;
      if (pressKey(lab, event, t)) event.preventDefault();
    };
    // Of the window: the parts of the lab have had their say before.
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [root, lab, t, ownsPage]);
}

/** Fields, sliders, menus and dialogs have keys of their own; buttons only Space and Enter. */
export function takesKeys(target: Element, key: string): boolean {
  if (
    target.closest('input[type=text], input[type=number], select, textarea, dialog, [role=menu]')
  ) {
    return true;
  }
  const slider = target.closest('input[type=range], input[type=checkbox], .lab-lines, [role=tab]');
  if (slider) return key.startsWith('Arrow') || key === 'Home' || key === 'End' || key === ' ';
  const pressed = key === ' ' || key === 'Enter';
  return pressed &&
    target.closest('button, a, summary, [data-client], [data-link], [data-zone]') !== null
    ? pressSvg(target)
    : false;
}

/** A button drawn in SVG is no button to the browser: its press is passed on by hand. */
function pressSvg(target: Element): boolean {
  if (target instanceof SVGElement) {
    target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }
  return true;
}

import { type RefObject, useEffect } from 'react';
import type { Voice } from '../i18n/voice.ts';
import { cutLinks, partition } from '../stage/verbs.ts';
import { chooseServer, openMenu, rove, verbKey } from '../ui/stage-keys.ts';
import { takesKeys } from '../ui/use-keys.ts';
import type { LiveController } from './live-controller.ts';

/** Hears the keys of the stage: those of the lab, so far as real servers can do what they ask for. */
export function useLiveKeys(
  root: RefObject<HTMLElement | null>,
  live: LiveController,
  t: Voice,
): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.defaultPrevented || !(target instanceof Element)) return;
      const meant = root.current?.contains(target) || target === document.body;
      if (!meant || event.ctrlKey || event.altKey || event.metaKey || takesKeys(target, key))
        return;
      if (pressLiveKey(live, key, t)) event.preventDefault();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [root, live, t]);
}

function pressLiveKey(live: LiveController, key: string, t: Voice): boolean {
  const { frame, partition: group, letters, menu } = live.store.getState();
  if (!frame) return false;
  switch (key) {
    case ' ':
      live.freeze(!live.live.getState().frozen);
      return true;
    case 'ArrowUp':
    case 'ArrowDown':
      rove(live, key === 'ArrowUp' ? -1 : 1);
      return true;
    case 'Enter':
      if (!group) return openMenu(live);
      partition(live, group, frame);
      live.store.setState({ partition: null });
      return true;
    case 'Escape':
      if (!group && !menu) return false;
      live.store.setState({ partition: null, menu: null });
      return true;
    default:
      break;
  }
  if (!letters) return false;
  if (/^[1-9]$/.test(key)) return chooseServer(live, Number(key) - 1);
  if (key === 'p' && live.live.getState().mayAct) {
    live.store.setState({ partition: group ? null : [] });
    return true;
  }
  if (key === 'h') {
    void live.act({ type: 'mend', links: cutLinks(frame) });
    return true;
  }
  return verbKey(live, key, frame, t);
}

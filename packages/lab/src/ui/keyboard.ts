import type { LabController } from '../controller/lab-controller.ts';
import type { Voice } from '../i18n/voice.ts';
import { cutLinks, partition } from '../stage/verbs.ts';
import { chooseServer, openMenu, rove, verbKey } from './stage-keys.ts';

/** The part of a keyboard event that is looked at, so that tests need no browser. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Does what a key asks for; answers whether it was one of the lab's. */
export function pressKey(lab: LabController, press: KeyPress, t: Voice): boolean {
  if (press.ctrlKey || press.altKey || press.metaKey) return false;
  const { key } = press;
  return moveKey(lab, press) || (lab.store.getState().letters && letterKey(lab, key, t)) || false;
}

function moveKey(lab: LabController, { key, shiftKey }: KeyPress): boolean {
  const { partition: group, frame, menu } = lab.store.getState();
  switch (key) {
    case ' ':
      lab.toggle();
      return true;
    case 'ArrowLeft':
    case 'ArrowRight': {
      const direction = key === 'ArrowLeft' ? -1 : 1;
      void (shiftKey ? lab.stepOnServer(direction) : lab.stepBy(direction));
      return true;
    }
    case 'ArrowUp':
    case 'ArrowDown':
      rove(lab, key === 'ArrowUp' ? -1 : 1);
      return true;
    case '[':
    case ']':
      void lab.turn(key === '[' ? -1 : 1);
      return true;
    case 'Home':
      void lab.seek(0);
      return true;
    case 'End':
      void lab.seek(lab.history.lastStep);
      return true;
    case 'Enter':
      if (!group) return openMenu(lab);
      if (frame) partition(lab, group, frame);
      lab.store.setState({ partition: null });
      return true;
    case 'Escape':
      if (!group && !menu) return false;
      lab.store.setState({ partition: null, menu: null });
      return true;
    default:
      return false;
  }
}

function letterKey(lab: LabController, key: string, t: Voice): boolean {
  const { frame, partition: group } = lab.store.getState();
  if (!frame) return false;
  if (/^[1-9]$/.test(key)) return chooseServer(lab, Number(key) - 1);
  switch (key) {
    case 'p':
      lab.pause();
      lab.store.setState({ partition: group ? null : [] });
      return true;
    case 'h': {
      const links = cutLinks(frame);
      if (links.length > 0) void lab.act({ type: 'mend', links });
      return true;
    }
    case 'u':
      void lab.undo();
      return true;
    case 'b':
      lab.root?.querySelector<HTMLElement>('.lab-branches [aria-current=true]')?.focus();
      return true;
    case 'v':
      void lab.toViolation();
      return true;
    case 'g':
      lab.store.setState({ sheet: 'goto' });
      return true;
    case '?':
      lab.store.setState({ sheet: 'help' });
      return true;
    default:
      break;
  }
  return verbKey(lab, key, frame, t);
}

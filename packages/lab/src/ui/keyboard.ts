import type { LabController } from '../controller/lab-controller.ts';
import type { Selection } from '../controller/store.ts';
import type { Voice } from '../i18n/voice.ts';
import { messageAt, messageKey } from '../model/frame.ts';
import { cutLinks, partition, type VerbId, verbsFor } from '../stage/verbs.ts';
import { focusSelection } from './focus.ts';

/** The part of a keyboard event that is looked at, so that tests need no browser. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const SERVER_KEYS: Readonly<Record<string, readonly VerbId[]>> = {
  c: ['crash'],
  C: ['crashLosing', 'crash'],
  r: ['recover'],
  z: ['pause', 'resume'],
  t: ['timeout'],
  i: ['write'],
  I: ['read'],
  d: ['drop'],
  y: ['duplicate'],
  l: ['later'],
  L: ['earlier'],
};

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
  const { frame, selection, partition: group } = lab.store.getState();
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
  const wanted = SERVER_KEYS[key];
  if (!wanted) return false;
  // A client that is told nothing else turns to the leader.
  const leader = lab.leader();
  const target =
    selection ?? (leader === null ? null : { type: 'server' as const, server: leader });
  const verbs = target ? verbsFor(target, frame, lab.player.now, t) : [];
  const verb = wanted.map((id) => verbs.find((one) => one.id === id)).find((one) => one);
  if (verb) void lab.act(verb.act);
  return true;
}

function chooseServer(lab: LabController, server: number): boolean {
  const { frame, partition: group } = lab.store.getState();
  if (!frame || server >= frame.servers.length) return false;
  if (group) {
    lab.store.setState({
      partition: group.includes(server) ? group.filter((id) => id !== server) : [...group, server],
    });
    return true;
  }
  choose(lab, { type: 'server', server });
  return true;
}

/** Servers, each followed by the messages that it has under way, then the cut links. */
function roveOrder(lab: LabController): Selection[] {
  const { frame } = lab.store.getState();
  if (!frame) return [];
  const order: Selection[] = [];
  for (const { id } of frame.servers) {
    order.push({ type: 'server', server: id });
    for (let i = 0; i < frame.messages.count; i += 1) {
      const row = messageAt(frame.messages, i);
      if (row.from === id) order.push({ type: 'message', key: messageKey(row) });
    }
  }
  return [...order, ...cutLinks(frame).map((link) => ({ type: 'link' as const, ...link }))];
}

function rove(lab: LabController, direction: 1 | -1): void {
  lab.pause();
  const order = roveOrder(lab);
  const now = JSON.stringify(lab.store.getState().selection);
  const at = order.findIndex((one) => JSON.stringify(one) === now);
  const next = order.at((at < 0 && direction > 0 ? 0 : at + direction) % order.length);
  if (next) choose(lab, next);
}

function choose(lab: LabController, selection: Selection): void {
  lab.select(selection);
  focusSelection(lab, selection);
}

function openMenu(lab: LabController): boolean {
  const { selection } = lab.store.getState();
  const element = document.activeElement;
  if (!selection || !element?.closest('.lab-stage')) return false;
  const own = element.getBoundingClientRect();
  lab.pause();
  lab.store.setState({
    menu: {
      target: selection,
      x: own.left + own.width / 2,
      y: own.top + own.height / 2,
    },
  });
  return true;
}

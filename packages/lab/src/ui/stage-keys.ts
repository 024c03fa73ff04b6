import type { Source } from '../controller/source.ts';
import type { Selection } from '../controller/store.ts';
import type { Voice } from '../i18n/voice.ts';
import { type Frame, messageAt, messageKey } from '../model/frame.ts';
import { cutLinks, type VerbId, verbsOf } from '../stage/verbs.ts';
import { focusSelection } from './focus.ts';

// What keys do on a stage, whatever plays there.

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

/** Carries out the verb of a letter on what is chosen, else on the leader. */
export function verbKey(lab: Source, key: string, frame: Frame, t: Voice): boolean {
  const wanted = SERVER_KEYS[key];
  if (!wanted) return false;
  const leader = lab.leader();
  const target =
    lab.store.getState().selection ??
    (leader === null ? null : { type: 'server' as const, server: leader });
  const verbs = target ? verbsOf(lab, target, frame, t) : [];
  const verb = wanted.map((id) => verbs.find((one) => one.id === id)).find((one) => one);
  if (verb) void lab.act(verb.act);
  return true;
}

export function chooseServer(lab: Source, server: number): boolean {
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
function roveOrder(lab: Source): Selection[] {
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

export function rove(lab: Source, direction: 1 | -1): void {
  lab.pause();
  const order = roveOrder(lab);
  const now = JSON.stringify(lab.store.getState().selection);
  const at = order.findIndex((one) => JSON.stringify(one) === now);
  const next = order.at((at < 0 && direction > 0 ? 0 : at + direction) % order.length);
  if (next) choose(lab, next);
}

function choose(lab: Source, selection: Selection): void {
  lab.select(selection);
  focusSelection(lab, selection);
}

export function openMenu(lab: Source): boolean {
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

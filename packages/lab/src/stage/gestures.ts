import { type RefObject, useRef, useState } from 'react';
import { useSource, useText } from '../controller/context.ts';
import type { Selection } from '../controller/store.ts';
import type { Catalog } from '../i18n/catalog.ts';
import { type Frame, findMessage, type MessageKey, NAME_STRIDE } from '../model/frame.ts';
import {
  crossedLinks,
  dueAfterDrag,
  enclosed,
  isLasso,
  type Point,
  pathBetween,
  project,
  type StageLayout,
} from './geometry.ts';
import type { MessageLayer } from './message-layer.ts';
import { usePointers } from './use-pointers.ts';
import { partition } from './verbs.ts';

/** A press this long, without moving, asks for the menu. */
const LONG_PRESS_MS = 480;
/** Dragged this far off its way, a message is lost. */
const DROP_ASIDE = 56;
const MOVED = 6;

export interface DragHint {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly verb: 'drop' | 'later' | 'earlier' | 'reorder' | 'duplicate' | 'cut' | 'part';
}

interface Gesture {
  readonly pointer: number;
  readonly start: Point;
  readonly target: Selection | null;
  readonly stroke: Point[];
  moved: boolean;
  alt: boolean;
  shift: boolean;
}

export interface StageGestures {
  readonly hint: DragHint | null;
  readonly stroke: readonly Point[];
}

/** What a pointer does on the stage: choose, drag messages, draw across links, go round servers. */
export function useStageGestures(
  drawing: RefObject<SVGSVGElement | null>,
  layout: StageLayout,
  layer: () => MessageLayer | null,
): StageGestures {
  const lab = useSource();
  const t = useText();
  const gesture = useRef<Gesture | null>(null);
  const press = useRef(0);
  const [hint, setHint] = useState<DragHint | null>(null);
  const [stroke, setStroke] = useState<readonly Point[]>([]);

  const pointOf = (event: PointerEvent): Point => {
    const box = drawing.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };

  const end = () => {
    clearTimeout(press.current);
    gesture.current = null;
    const messages = layer();
    if (messages) messages.held = null;
    setHint(null);
    setStroke([]);
    lab.player.wake();
  };

  const openMenu = (target: Selection, at: Point) => {
    end();
    lab.pause();
    lab.store.setState({ selection: target, menu: { target, x: at.x, y: at.y } });
  };

  const drag = (point: Point, current: Gesture, frame: Frame, key: MessageKey, commit: boolean) => {
    const row = findMessage(frame.messages, key);
    if (!row) return end();
    const { part, aside } = project(pathBetween(layout, row.from, row.to), point);
    const messages = layer();
    const outside = point.x < 0 || point.y < 0 || point.x > layout.width || point.y > layout.height;
    const lost = aside > DROP_ASIDE || outside;
    const dueAt = dueAfterDrag(row.sentAt, row.dueAt, lab.player.now, part);
    if (commit) {
      end();
      if (current.alt) void lab.act({ type: 'duplicate', message: row });
      else if (lost) void lab.act({ type: 'drop', message: row });
      else void lab.act({ type: 'reschedule', message: row, dueAt });
      return;
    }
    if (messages) messages.held = { key, part: Math.max(0, Math.min(1, part)) };
    lab.player.wake();
    setHint(dragHint(point, current, frame, row, dueAt, lost, lab.player.now, t));
  };

  const draw = (point: Point, current: Gesture, frame: Frame, commit: boolean) => {
    current.stroke.push(point);
    const { tool } = lab.store.getState();
    const lasso = tool !== 'cut' && isLasso(current.stroke);
    const group = lasso ? enclosed(current.stroke, layout) : [];
    const links = lasso || tool === 'part' ? [] : crossedLinks(current.stroke, layout);
    if (commit) {
      end();
      if (group.length > 0 && group.length < layout.servers.length) partition(lab, group, frame);
      else if (links.length > 0) {
        const both = links.flatMap(({ from, to }) => [
          { from, to },
          { from: to, to: from },
        ]);
        void lab.act({ type: 'cut', links: current.shift ? links : both });
      }
      return;
    }
    setStroke([...current.stroke]);
    const verb = group.length > 0 ? 'part' : 'cut';
    const what =
      group.length > 0 ? group.map((id) => `S${id + 1}`).join(' ') : String(links.length);
    const name = verb === 'part' ? t.verb.part : current.shift ? t.verb.cutOneWay : t.verb.cut;
    setHint(
      group.length > 0 || links.length > 0 ? { ...point, verb, text: `${name} ${what}` } : null,
    );
  };

  const handle = (event: PointerEvent, commit: boolean) => {
    const current = gesture.current;
    const { frame } = lab.store.getState();
    if (!current || current.pointer !== event.pointerId || !frame) return;
    const point = pointOf(event);
    current.alt = event.altKey;
    current.shift = event.shiftKey;
    if (!current.moved) {
      if (Math.hypot(point.x - current.start.x, point.y - current.start.y) < MOVED) {
        if (commit) end();
        return;
      }
      current.moved = true;
      clearTimeout(press.current);
      if (current.target?.type === 'message') lab.pause();
    }
    if (current.target?.type === 'message') {
      // A message that is really under way is in nobody's hand.
      if (lab.verbs === null) drag(point, current, frame, current.target.key, commit);
      else if (commit) end();
    } else if (current.target === null) draw(point, current, frame, commit);
    else if (commit) end();
  };

  usePointers(drawing, {
    down: (event) => {
      const under = layer()?.point(pointOf(event)) ?? null;
      const target =
        selectionAt(event.target) ?? (under && ({ type: 'message', key: under } as const));
      const own =
        event.target instanceof Element && event.target.closest('[data-client], [data-zone]');
      if (own || event.button === 1) return;
      const at = pointOf(event);
      if (event.button === 2) {
        if (target) openMenu(target, { x: event.clientX, y: event.clientY });
        return;
      }
      if (target?.type === 'link') return;
      lab.store.setState({ menu: null });
      chooseOrPart(lab, target);
      gesture.current = {
        pointer: event.pointerId,
        start: at,
        target,
        stroke: [at],
        moved: false,
        alt: event.altKey,
        shift: event.shiftKey,
      };
      // So that a drag that leaves the stage is still heard of, and can mean: lose it.
      drawing.current?.setPointerCapture(event.pointerId);
      if (target) {
        const where = { x: event.clientX, y: event.clientY };
        press.current = window.setTimeout(() => openMenu(target, where), LONG_PRESS_MS);
      }
    },
    move: (event) => {
      layer()?.point(pointOf(event));
      handle(event, false);
    },
    up: (event) => handle(event, true),
    cancel: end,
    leave: () => layer()?.point(null),
  });
  return { hint, stroke };
}

function chooseOrPart(lab: ReturnType<typeof useSource>, target: Selection | null): void {
  const { partition: group } = lab.store.getState();
  if (group && target?.type === 'server') {
    const { server } = target;
    lab.store.setState({
      partition: group.includes(server) ? group.filter((id) => id !== server) : [...group, server],
    });
    return;
  }
  lab.select(target);
  if (target?.type === 'server' && lab.store.getState().tab === 'why') {
    lab.store.setState({ tab: 'inspector' });
  }
}

function dragHint(
  point: Point,
  current: Gesture,
  frame: Frame,
  row: NonNullable<ReturnType<typeof findMessage>>,
  dueAt: number,
  lost: boolean,
  now: number,
  t: Catalog,
): DragHint {
  if (current.alt) return { ...point, verb: 'duplicate', text: t.verb.duplicate };
  if (lost) return { ...point, verb: 'drop', text: t.verb.drop };
  const verb = passesAnother(frame, row, dueAt)
    ? 'reorder'
    : dueAt > row.dueAt
      ? 'later'
      : 'earlier';
  return { ...point, verb, text: `${t.verb[verb]} · ${t.stage.arrives(dueAt - now)}` };
}

/** Whether the new time changes the order in which the link's messages arrive. */
function passesAnother(
  frame: Frame,
  row: NonNullable<ReturnType<typeof findMessage>>,
  dueAt: number,
): boolean {
  const { names, times, count } = frame.messages;
  for (let i = 0; i < count; i += 1) {
    if (names[i * NAME_STRIDE] !== row.from || names[i * NAME_STRIDE + 1] !== row.to) continue;
    const other = times[i * 2 + 1] ?? 0;
    if (other !== row.dueAt && other > row.dueAt !== other > dueAt) return true;
  }
  return false;
}

function selectionAt(target: EventTarget | null): Selection | null {
  if (!(target instanceof Element)) return null;
  const message = target.closest<SVGElement>('[data-message]')?.dataset['message'];
  if (message && isMessageKey(message)) return { type: 'message', key: message };
  const server = target.closest<SVGElement>('[data-server]')?.dataset['server'];
  if (server !== undefined) return { type: 'server', server: Number(server) };
  const link = target.closest<SVGElement>('[data-link]')?.dataset['link']?.split('>');
  return link ? { type: 'link', from: Number(link[0]), to: Number(link[1]) } : null;
}

function isMessageKey(text: string): text is MessageKey {
  return /^\d+>\d+#\d+\.\d+$/.test(text);
}

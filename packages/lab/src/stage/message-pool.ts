import {
  type MessageColumns,
  type MessageKey,
  type MessageRow,
  messageAt,
  messageKey,
} from '../model/frame.ts';
import type { MessageKind } from '../model/run.ts';
import { along, type Path, pathBetween, progress, type StageLayout } from './geometry.ts';
import { GLYPHS } from './glyphs.ts';

const SVG = 'http://www.w3.org/2000/svg';

interface Item {
  readonly group: SVGGElement;
  readonly line: SVGLineElement;
  readonly shift: SVGTransform;
  readonly glyph: SVGPathElement;
  row: MessageRow;
  path: Path;
}

export interface PoolView {
  readonly layout: StageLayout;
  readonly kinds: readonly MessageKind[];
  readonly selected: MessageKey | null;
  readonly label: (row: MessageRow) => string;
  /** Draw the stretch since the last picture, so that fast messages are strokes and not flicker. */
  readonly fast: boolean;
}

/**
 * The messages in flight, outside of React: five hundred of them move sixty times a second. Who
 * arrives gives its element to who is sent next; the elements are focusable and labelled.
 */
export class MessagePool {
  readonly #root: SVGGElement;
  readonly #items = new Map<MessageKey, Item>();
  readonly #idle: Item[] = [];
  #view: PoolView | null = null;
  #drawn = 0;
  /** While the reader drags a message, it lies under the pointer and not where time has it. */
  held: { readonly key: MessageKey; readonly part: number } | null = null;

  constructor(root: SVGGElement) {
    this.#root = root;
  }

  /** Takes over what is in flight now. To be called once a step, not once a picture. */
  sync(columns: MessageColumns, view: PoolView): void {
    const moved = this.#view?.layout !== view.layout;
    this.#view = view;
    const present = new Set<MessageKey>();
    for (let i = 0; i < columns.count; i += 1) {
      const row = messageAt(columns, i);
      const key = messageKey(row);
      present.add(key);
      const item = this.#items.get(key) ?? this.#enter(key, row, view);
      item.row = row;
      if (moved) this.#place(item, view);
    }
    for (const [key, item] of this.#items) {
      if (present.has(key)) continue;
      this.#items.delete(key);
      // The reader's focus must not fall off the page with the message that arrived.
      if (item.group === document.activeElement) this.#root.closest<SVGElement>('svg')?.focus();
      item.group.style.display = 'none';
      this.#idle.push(item);
    }
    for (const [key, item] of this.#items) {
      item.group.classList.toggle('is-selected', key === view.selected);
    }
  }

  draw(now: number): void {
    const since = Math.max(0, now - this.#drawn);
    this.#drawn = now;
    const fast = this.#view?.fast === true && since > 0;
    for (const [key, item] of this.#items) {
      const { sentAt, dueAt } = item.row;
      const part = this.held?.key === key ? this.held.part : progress(sentAt, dueAt, now);
      const { x, y } = along(item.path, part);
      // Numbers, not text: five hundred texts a picture would have to be written and parsed.
      item.shift.setTranslate(x, y);
      if (!fast) continue;
      const tail = along(item.path, progress(sentAt, dueAt, now - since * 2));
      item.line.setAttribute('x1', tail.x.toFixed(1));
      item.line.setAttribute('y1', tail.y.toFixed(1));
      item.line.setAttribute('x2', x.toFixed(1));
      item.line.setAttribute('y2', y.toFixed(1));
    }
  }

  /** The keys in flight, in a steady order: the way of the arrow keys. */
  keys(): MessageKey[] {
    return [...this.#items.keys()].sort();
  }

  focus(key: MessageKey): void {
    this.#items.get(key)?.group.focus();
  }

  centre(key: MessageKey, now: number): { x: number; y: number } | null {
    const item = this.#items.get(key);
    return item ? along(item.path, progress(item.row.sentAt, item.row.dueAt, now)) : null;
  }

  #enter(key: MessageKey, row: MessageRow, view: PoolView): Item {
    const item = this.#idle.pop() ?? this.#make(row);
    item.row = row;
    this.#items.set(key, item);
    const kind = view.kinds[row.kind];
    const shape = GLYPHS[kind?.glyph ?? 'other'];
    item.group.dataset['message'] = key;
    item.group.setAttribute('class', `lab-message lab-term-${row.term % 6}`);
    item.group.setAttribute('aria-label', view.label(row));
    item.glyph.setAttribute('d', shape.path);
    item.glyph.classList.toggle('is-hollow', shape.hollow);
    item.line.setAttribute('stroke-dasharray', shape.dash);
    item.group.style.display = '';
    this.#place(item, view);
    return item;
  }

  #place(item: Item, view: PoolView): void {
    item.path = pathBetween(view.layout, item.row.from, item.row.to);
    const { from, to } = item.path;
    item.line.setAttribute('x1', from.x.toFixed(1));
    item.line.setAttribute('y1', from.y.toFixed(1));
    item.line.setAttribute('x2', to.x.toFixed(1));
    item.line.setAttribute('y2', to.y.toFixed(1));
  }

  #make(row: MessageRow): Item {
    const group = document.createElementNS(SVG, 'g');
    group.setAttribute('role', 'button');
    group.setAttribute('tabindex', '-1');
    const line = document.createElementNS(SVG, 'line');
    line.setAttribute('class', 'lab-message-way');
    line.setAttribute('marker-end', 'url(#lab-arrow)');
    const mover = document.createElementNS(SVG, 'g');
    const shift = document.createElementNS(SVG, 'svg').createSVGTransform();
    const hit = document.createElementNS(SVG, 'circle');
    hit.setAttribute('class', 'lab-message-hit');
    hit.setAttribute('r', '16');
    const glyph = document.createElementNS(SVG, 'path');
    glyph.setAttribute('class', 'lab-message-glyph');
    mover.append(hit, glyph);
    const { baseVal } = mover.transform;
    group.append(line, mover);
    this.#root.append(group);
    return {
      group,
      line,
      // The list keeps a copy: that is the one that moves the group.
      shift: baseVal.appendItem(shift),
      glyph,
      row,
      path: { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } },
    };
  }
}

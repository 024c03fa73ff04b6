import {
  indexOfMessage,
  type MessageColumns,
  type MessageKey,
  type MessageRow,
  messageAt,
  messageKey,
  NAME_STRIDE,
} from '../model/frame.ts';
import type { MessageKind } from '../model/run.ts';
import { type Colours, createColours } from '../ui/colours.ts';
import { drawGlyph } from './draw-glyph.ts';
import {
  along,
  type Path,
  type Point,
  pathBetween,
  progress,
  type StageLayout,
} from './geometry.ts';
import { GLYPHS } from './glyphs.ts';
import { MessageElement } from './message-element.ts';

/** In fast motion the glyph is smaller, and the stretch since the last picture is a stroke. */
const FAST_SCALE = 0.72;

export interface MessageView {
  readonly layout: StageLayout;
  readonly kinds: readonly MessageKind[];
  readonly label: (row: MessageRow) => string;
  /** Draw the stretch since the last picture, so that fast messages are strokes and not flicker. */
  readonly fast: boolean;
  /** Draw the whole way of each message: nothing travels. */
  readonly calm: boolean;
  /** Ring those of which one end is not known for certain. */
  readonly inferred: boolean;
}

/**
 * The messages in flight, outside of React: five hundred of them move sixty times a second. They
 * are pictures on a canvas; only those that the reader has in hand are elements, since five hundred
 * moving elements are five hundred styles to work out anew in every frame.
 */
export class MessageLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #root: SVGGElement;
  readonly #colours = createColours();
  readonly #elements = new Map<MessageKey, MessageElement>();
  /** The columns of those that are elements, and therefore not on the canvas. */
  readonly #inHand = new Set<number>();
  #columns: MessageColumns = { count: 0, names: new Int32Array(0), times: new Float64Array(0) };
  #view: MessageView | null = null;
  /** The way from each server to each other one. */
  #paths: readonly (readonly Path[])[] = [];
  /** A finger needs more room than a mouse. */
  readonly #reach = matchMedia('(pointer: coarse)').matches ? 22 : 16;
  #drawn = 0;
  #pointer: Point | null = null;
  #chosen: MessageKey | null = null;
  /** While the reader drags a message, it lies under the pointer and not where time has it. */
  held: { readonly key: MessageKey; readonly part: number } | null = null;

  constructor(canvas: HTMLCanvasElement, root: SVGGElement) {
    this.#canvas = canvas;
    this.#root = root;
  }

  /** Takes over what is in flight now. */
  sync(columns: MessageColumns, view: MessageView): void {
    if (this.#view?.layout !== view.layout) {
      const { layout } = view;
      this.#paths = layout.servers.map((_, from) =>
        layout.servers.map((_other, to) => pathBetween(layout, from, to)),
      );
    }
    this.#view = view;
    this.#columns = columns;
    this.#hold(this.#drawn);
  }

  /** Whom the reader has chosen: at once, so that it can take the focus. */
  choose(key: MessageKey | null): void {
    this.#chosen = key;
    this.#hold(this.#drawn);
  }

  /** Where the pointer is, and what lies under it; `null` when it has gone. */
  point(pointer: Point | null): MessageKey | null {
    this.#pointer = pointer;
    this.#hold(this.#drawn);
    return pointer && this.#at(pointer, this.#drawn);
  }

  draw(now: number): void {
    const view = this.#view;
    const g = this.#canvas.getContext('2d');
    if (!view || !g) return;
    const since = Math.max(0, now - this.#drawn);
    this.#drawn = now;
    this.#hold(now);
    const colours = this.#colours(this.#canvas);
    const ratio = this.#canvas.width / Math.max(1, view.layout.width);
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, view.layout.width, view.layout.height);
    if (view.calm) this.#eachLoose((i) => this.#drawWay(g, i, view, colours));
    else if (view.fast && since > 0) {
      this.#eachLoose((i) => this.#drawStroke(g, i, now, since * 2, colours));
    }
    const scale = ratio * (view.fast ? FAST_SCALE : 1);
    this.#eachLoose((i) => {
      const { x, y } = this.#place(i, now);
      const kind = view.kinds[this.#columns.names[i * NAME_STRIDE + 4] ?? 0];
      g.setTransform(scale, 0, 0, scale, x * ratio, y * ratio);
      drawGlyph(g, kind?.glyph ?? 'other', this.#colourOf(i, colours), colours);
      if (view.inferred && this.#columns.names[i * NAME_STRIDE + 6] === 1) ring(g, colours);
    });
  }

  /** Every message that is not an element. */
  #eachLoose(draw: (i: number) => void): void {
    const { count } = this.#columns;
    for (let i = 0; i < count; i += 1) {
      if (!this.#inHand.has(i)) draw(i);
    }
  }

  /** Makes elements of those in hand, moves them, and lets go of the others. */
  #hold(now: number): void {
    const view = this.#view;
    if (!view) return;
    const under = this.#pointer && this.#at(this.#pointer, now);
    const focused = document.activeElement;
    const wanted = new Set<MessageKey>();
    for (const key of [this.#chosen, under, this.held?.key ?? null]) if (key) wanted.add(key);
    for (const { key, group } of this.#elements.values()) if (group === focused) wanted.add(key);
    this.#inHand.clear();
    for (const key of wanted) {
      const i = indexOfMessage(this.#columns, key);
      if (i < 0) this.#release(key);
      else this.#show(key, i, view, now);
    }
    for (const key of this.#elements.keys()) if (!wanted.has(key)) this.#release(key);
  }

  #show(key: MessageKey, i: number, view: MessageView, now: number): void {
    let element = this.#elements.get(key);
    this.#inHand.add(i);
    const path = this.#pathOf(i);
    if (!element) {
      const row = messageAt(this.#columns, i);
      const shape = GLYPHS[view.kinds[row.kind]?.glyph ?? 'other'];
      element = new MessageElement(key, row, shape, view.label(row));
      this.#elements.set(key, element);
      this.#root.append(element.group);
    }
    element.lead(path);
    element.select(key === this.#chosen);
    element.move(this.held?.key === key ? along(path, this.held.part) : this.#place(i, now));
  }

  #release(key: MessageKey): void {
    const element = this.#elements.get(key);
    if (!element) return;
    this.#elements.delete(key);
    // The reader's focus must not fall off the page with the message that arrived.
    if (element.group === document.activeElement) {
      this.#root.closest<SVGElement>('svg')?.focus();
    }
    element.group.remove();
  }

  /** The message nearest to a point, if any is within reach. */
  #at(point: Point, now: number): MessageKey | null {
    let nearest = -1;
    let least = this.#reach;
    for (let i = 0; i < this.#columns.count; i += 1) {
      const { x, y } = this.#place(i, now);
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance > least) continue;
      nearest = i;
      least = distance;
    }
    return nearest < 0 ? null : messageKey(messageAt(this.#columns, nearest));
  }

  #pathOf(i: number): Path {
    const { names } = this.#columns;
    const path = this.#paths[names[i * NAME_STRIDE] ?? 0]?.[names[i * NAME_STRIDE + 1] ?? 0];
    return path ?? { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } };
  }

  #place(i: number, now: number): Point {
    const { times } = this.#columns;
    return along(this.#pathOf(i), progress(times[i * 2] ?? 0, times[i * 2 + 1] ?? 0, now));
  }

  #colourOf(i: number, { epochs, muted }: Colours): string {
    return epochs[(this.#columns.names[i * NAME_STRIDE + 5] ?? 0) % 6] ?? muted;
  }

  #drawWay(g: CanvasRenderingContext2D, i: number, view: MessageView, colours: Colours): void {
    const { from, to } = this.#pathOf(i);
    const kind = view.kinds[this.#columns.names[i * NAME_STRIDE + 4] ?? 0];
    const { dash } = GLYPHS[kind?.glyph ?? 'other'];
    g.strokeStyle = this.#colourOf(i, colours);
    g.lineWidth = 1.5;
    g.setLineDash(dash === '' ? [] : dash.split(' ').map(Number));
    strokeLine(g, from, to);
    g.setLineDash([]);
    g.fillStyle = g.strokeStyle;
    fillArrow(g, from, to);
  }

  #drawStroke(
    g: CanvasRenderingContext2D,
    i: number,
    now: number,
    length: number,
    colours: Colours,
  ): void {
    g.strokeStyle = this.#colourOf(i, colours);
    g.globalAlpha = 0.7;
    g.lineWidth = 3;
    g.lineCap = 'round';
    strokeLine(g, this.#place(i, now - length), this.#place(i, now));
    g.globalAlpha = 1;
  }
}

/** A dashed ring round the origin. */
function ring(g: CanvasRenderingContext2D, { muted }: Colours): void {
  g.strokeStyle = muted;
  g.lineWidth = 1.5;
  g.setLineDash([3, 3]);
  g.beginPath();
  g.arc(0, 0, 11, 0, 2 * Math.PI);
  g.stroke();
  g.setLineDash([]);
}

function strokeLine(g: CanvasRenderingContext2D, from: Point, to: Point): void {
  g.beginPath();
  g.moveTo(from.x, from.y);
  g.lineTo(to.x, to.y);
  g.stroke();
}

function fillArrow(g: CanvasRenderingContext2D, from: Point, to: Point): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  g.beginPath();
  g.moveTo(to.x, to.y);
  for (const side of [-1, 1]) {
    g.lineTo(to.x - 10 * Math.cos(angle + side * 0.45), to.y - 10 * Math.sin(angle + side * 0.45));
  }
  g.fill();
}

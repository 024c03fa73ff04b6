import type { MessageKey, MessageRow } from '../model/frame.ts';
import type { Path, Point } from './geometry.ts';
import type { GlyphShape } from './glyphs.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A message that the reader has in hand (points at, has chosen, holds) as an element: it can be
 * pressed, has the focus and its name, and shows its way.
 */
export class MessageElement {
  readonly key: MessageKey;
  readonly group = document.createElementNS(SVG, 'g');
  readonly #line = document.createElementNS(SVG, 'line');
  readonly #mover = document.createElementNS(SVG, 'g');

  #path: Path | null = null;

  constructor(key: MessageKey, row: MessageRow, shape: GlyphShape, label: string) {
    this.key = key;
    this.group.setAttribute('role', 'button');
    this.group.setAttribute('tabindex', '-1');
    this.group.setAttribute('aria-label', label);
    this.group.setAttribute('class', `lab-message lab-epoch-${row.epoch % 6}`);
    this.group.dataset['message'] = key;
    this.#line.setAttribute('class', 'lab-message-way');
    this.#line.setAttribute('marker-end', 'url(#lab-arrow)');
    this.#line.setAttribute('stroke-dasharray', shape.dash);
    const hit = document.createElementNS(SVG, 'circle');
    hit.setAttribute('class', 'lab-message-hit');
    hit.setAttribute('r', '16');
    const glyph = document.createElementNS(SVG, 'path');
    glyph.setAttribute('class', `lab-message-glyph${shape.hollow ? ' is-hollow' : ''}`);
    glyph.setAttribute('d', shape.path);
    this.#mover.append(hit, glyph);
    this.group.append(this.#line, this.#mover);
  }

  lead(path: Path): void {
    if (path === this.#path) return;
    this.#path = path;
    const { from, to } = path;
    this.#line.setAttribute('x1', from.x.toFixed(1));
    this.#line.setAttribute('y1', from.y.toFixed(1));
    this.#line.setAttribute('x2', to.x.toFixed(1));
    this.#line.setAttribute('y2', to.y.toFixed(1));
  }

  move({ x, y }: Point): void {
    this.#mover.setAttribute('transform', `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
  }

  select(selected: boolean): void {
    this.group.classList.toggle('is-selected', selected);
  }
}

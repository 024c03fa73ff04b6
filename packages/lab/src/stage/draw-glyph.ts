import type { Glyph } from '../model/run.ts';
import type { Colours } from '../ui/colours.ts';
import { GLYPHS } from './glyphs.ts';

/** The outline of each glyph, parsed once. */
const outlines = new Map<Glyph, Path2D>();

function outlineOf(glyph: Glyph): Path2D {
  const known = outlines.get(glyph);
  if (known) return known;
  const outline = new Path2D(GLYPHS[glyph].path);
  outlines.set(glyph, outline);
  return outline;
}

/** Draws a glyph round the origin of the canvas: a request is full, what answers it is an outline. */
export function drawGlyph(
  g: CanvasRenderingContext2D,
  glyph: Glyph,
  colour: string,
  { panel }: Colours,
): void {
  const { hollow } = GLYPHS[glyph];
  const outline = outlineOf(glyph);
  g.lineJoin = 'round';
  g.lineCap = hollow ? 'round' : 'butt';
  g.lineWidth = hollow ? 2 : 1;
  g.fillStyle = hollow ? panel : colour;
  g.strokeStyle = hollow ? colour : panel;
  g.fill(outline);
  g.stroke(outline);
}

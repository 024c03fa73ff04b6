import type { Picture, Row, Span } from './picture.ts';

const COLUMN = 72;
const ROW = 46;
const MARGIN = 12;
/** Room for the names of the processes. */
const NAMES = 84;
const BAR = 22;

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: CanvasText }
  .bar { fill: none; stroke: GrayText; stroke-width: 1.5 }
  .stuck .bar { stroke: #c0392b; stroke-width: 3 }
  .waiting .bar, .unused .bar { stroke-dasharray: 4 3 }
  .point { fill: #1f6feb }
  .way { fill: none; stroke: #1f6feb; stroke-width: 1; stroke-dasharray: 2 3 }
  .stuck text { font-weight: bold }
`;

/**
 * A picture as the text of an SVG that stands alone. It has a title and a description, each
 * operation has a label in words and its number in the order, and nothing is told by colour alone.
 */
export function pictureToSvg(picture: Picture): string {
  const { title, text, columns, rows } = picture;
  const width = NAMES + columns * COLUMN + 2 * MARGIN;
  const height = rows.length * ROW + 2 * MARGIN;
  const body = [
    `<title id="history-title">${escape(title)}</title>`,
    `<desc id="history-text">${escape(text)}</desc>`,
    `<style>${STYLE}</style>`,
    ...rows.map((row, i) => rowToSvg(row, i)),
    wayToSvg(rows),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="history-title history-text" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    ...body.filter((part) => part !== ''),
    '</svg>',
  ].join('\n');
}

function rowToSvg({ process, spans }: Row, row: number): string {
  const y = centre(row);
  const name = `<text x="${MARGIN}" y="${y + 4}">process ${process}</text>`;
  return [`<g>`, name, ...spans.map((span) => spanToSvg(span, y)), '</g>'].join('\n');
}

function spanToSvg({ from, to, answered, role, nth, point, label }: Span, y: number): string {
  const left = x(from);
  const right = x(to);
  const [top, bottom] = [y - BAR / 2, y + BAR / 2];
  // A bar that nobody answered stays open to the right.
  const bar = answered
    ? `M${left} ${top}H${right}V${bottom}H${left}Z`
    : `M${right} ${top}H${left}V${bottom}H${right}`;
  const told = role === 'stuck' ? `✗ ${label}` : nth === null ? label : `${nth}. ${label}`;
  const dot = point === null ? '' : `<circle class="point" cx="${x(point)}" cy="${y}" r="4"/>`;
  return [
    `<g class="${role}">`,
    `<path class="bar" d="${bar}"/>`,
    dot,
    `<text x="${left + 6}" y="${bottom + 11}">${escape(told)}</text>`,
    '</g>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** The line through the points in their order. */
function wayToSvg(rows: readonly Row[]): string {
  const points = rows.flatMap(({ spans }, row) =>
    spans.flatMap(({ nth, point }) =>
      nth === null || point === null ? [] : [{ nth, x: x(point), y: centre(row) }],
    ),
  );
  if (points.length < 2) return '';
  points.sort((a, b) => a.nth - b.nth);
  return `<polyline class="way" points="${points.map((each) => `${each.x},${each.y}`).join(' ')}"/>`;
}

function centre(row: number): number {
  return MARGIN + row * ROW + BAR / 2;
}

function x(column: number): number {
  return Math.round(MARGIN + NAMES + column * COLUMN);
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

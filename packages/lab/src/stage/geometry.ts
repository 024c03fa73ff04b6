import type { ServerId } from '@menagerie/contract';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface StageLayout {
  readonly width: number;
  readonly height: number;
  /** Radius of a server. */
  readonly radius: number;
  /** Too small for words on the clients. */
  readonly small: boolean;
  readonly servers: readonly Point[];
  /** Where the client of each server stands: outside the ring. */
  readonly clients: readonly Point[];
}

const CLIENT_WIDTH = 76;
const CLIENT_HEIGHT = 30;
/** Below a server stands what it is, in a word. */
const LABEL = 20;
/** Above it, the crown. */
const CROWN = 16;

/**
 * Servers on an ellipse, the first at the top, clockwise. Where the stage is wide their clients
 * stand beside them, where it is high outside the ring: so the ring gets the scarcer room.
 */
export function ringLayout(count: number, width: number, height: number): StageLayout {
  const small = width < 480 || height < 260;
  const beside = width > height * 1.15;
  const radius = small ? 26 : count > 7 ? 31 : 36;
  const gap = small ? 12 : 16;
  const chip = small ? 48 : CLIENT_WIDTH;
  const room = beside ? 0 : gap + CLIENT_HEIGHT;
  const across = width / 2 - radius - gap - chip - 6;
  const down = (height - LABEL - CROWN) / 2 - radius - room - 4;
  const rx = Math.max(radius * 1.6, Math.min(across, down * 2.1));
  const ry = Math.max(radius * 1.6, Math.min(down, across * 1.5));
  const centre = { x: width / 2, y: (height - LABEL + CROWN) / 2 };
  const angles = Array.from({ length: count }, (_, i) => (i / count) * 2 * Math.PI - Math.PI / 2);
  const servers = angles.map((angle) => ({
    x: centre.x + rx * Math.cos(angle),
    y: centre.y + ry * Math.sin(angle),
  }));
  const clients = servers.map(({ x, y }, i) => {
    const angle = angles[i] ?? 0;
    const right = Math.cos(angle) > -0.01;
    if (beside) return { x: x + (right ? 1 : -1) * (radius + gap + chip / 2), y };
    // A chip is wider than high, so it needs more room at the sides than at the top.
    const reach =
      radius +
      gap +
      (Math.sin(angle) > 0.5 ? LABEL : 0) +
      Math.abs(Math.cos(angle)) * (chip / 2) +
      Math.abs(Math.sin(angle)) * (CLIENT_HEIGHT / 2);
    return { x: x + reach * Math.cos(angle), y: y + reach * Math.sin(angle) };
  });
  return { width, height, radius, small, servers, clients };
}

/** A message's way, from rim to rim, a little to the right so that both directions are seen. */
export interface Path {
  readonly from: Point;
  readonly to: Point;
}

export function pathBetween(layout: StageLayout, from: ServerId, to: ServerId): Path {
  const a = layout.servers[from] ?? { x: 0, y: 0 };
  const b = layout.servers[to] ?? a;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const ux = (b.x - a.x) / length;
  const uy = (b.y - a.y) / length;
  const aside = 6;
  const rim = Math.min(layout.radius + 3, length / 2);
  return {
    from: { x: a.x + ux * rim - uy * aside, y: a.y + uy * rim + ux * aside },
    to: { x: b.x - ux * rim - uy * aside, y: b.y - uy * rim + ux * aside },
  };
}

export function along({ from, to }: Path, part: number): Point {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** How much of its way a message has behind it: honest time, so a straight line. */
export function progress(sentAt: number, dueAt: number, now: number): number {
  if (dueAt <= sentAt) return 1;
  return Math.max(0, Math.min(1, (now - sentAt) / (dueAt - sentAt)));
}

/** Where on a path a point projects (0 to 1, may pass both ends), and how far aside it is. */
export function project(
  path: Path,
  point: Point,
): { readonly part: number; readonly aside: number } {
  const dx = path.to.x - path.from.x;
  const dy = path.to.y - path.from.y;
  const square = dx * dx + dy * dy || 1;
  const px = point.x - path.from.x;
  const py = point.y - path.from.y;
  return {
    part: (px * dx + py * dy) / square,
    aside: Math.abs(px * dy - py * dx) / Math.sqrt(square),
  };
}

/**
 * When a message is due so that it lies, now, where the reader dragged it. Just after it was sent
 * no place but the start is honest, so a tenth of its way counts as travelled at least.
 */
export function dueAfterDrag(sentAt: number, dueAt: number, now: number, part: number): number {
  const delay = Math.max(1, dueAt - sentAt);
  const travelled = Math.max(now - sentAt, delay / 10);
  const due = sentAt + travelled / Math.max(0.02, Math.min(1, part));
  return Math.max(now, Math.min(due, sentAt + delay * 20));
}

export interface Link {
  readonly from: ServerId;
  readonly to: ServerId;
}

/**
 * The links that a stroke crosses, each in the direction that has the stroke going from its right
 * to its left: a stroke the other way names the other direction.
 */
export function crossedLinks(stroke: readonly Point[], layout: StageLayout): Link[] {
  const crossed: Link[] = [];
  for (let a = 0; a < layout.servers.length; a += 1) {
    for (let b = a + 1; b < layout.servers.length; b += 1) {
      const from = layout.servers[a];
      const to = layout.servers[b];
      if (!from || !to) continue;
      const side = strokeSide(stroke, from, to);
      if (side !== 0) crossed.push(side > 0 ? { from: a, to: b } : { from: b, to: a });
    }
  }
  return crossed;
}

function strokeSide(stroke: readonly Point[], from: Point, to: Point): number {
  for (let i = 1; i < stroke.length; i += 1) {
    const p = stroke[i - 1];
    const q = stroke[i];
    if (p && q && segmentsCross(p, q, from, to)) return turn(from, to, p) > 0 ? 1 : -1;
  }
  return 0;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  return turn(a, b, c) > 0 !== turn(a, b, d) > 0 && turn(c, d, a) > 0 !== turn(c, d, b) > 0;
}

/** Whether a stroke was meant as a lasso: it ends near its start, and goes a long way round. */
export function isLasso(stroke: readonly Point[]): boolean {
  const first = stroke[0];
  const last = stroke.at(-1);
  if (!first || !last || stroke.length < 8) return false;
  let length = 0;
  for (let i = 1; i < stroke.length; i += 1) {
    const p = stroke[i - 1];
    const q = stroke[i];
    if (p && q) length += Math.hypot(q.x - p.x, q.y - p.y);
  }
  return length > 160 && Math.hypot(last.x - first.x, last.y - first.y) < length * 0.22;
}

/** The servers inside a lasso. */
export function enclosed(stroke: readonly Point[], layout: StageLayout): ServerId[] {
  return layout.servers.flatMap((server, id) => (inside(server, stroke) ? [id] : []));
}

function inside(point: Point, polygon: readonly Point[]): boolean {
  let is = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i, i += 1) {
    const a = polygon[i];
    const b = polygon[j];
    if (!a || !b || a.y > point.y === b.y > point.y) continue;
    if (point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x) is = !is;
  }
  return is;
}

/** All links, both ways, between the given servers and the others. */
export function linksAcross(group: readonly ServerId[], count: number): Link[] {
  const links: Link[] = [];
  for (const inner of group) {
    for (let outer = 0; outer < count; outer += 1) {
      if (!group.includes(outer))
        links.push({ from: inner, to: outer }, { from: outer, to: inner });
    }
  }
  return links;
}

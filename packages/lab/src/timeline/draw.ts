import { kindCode, type LaneChange, upperBound } from '../model/history.ts';
import { GLYPHS } from '../stage/glyphs.ts';
import { drawMarks } from './draw-marks.ts';
import { ticks, toX } from './scale.ts';
import { AXIS, laneY, type Scene } from './scene.ts';
import { cross, dot, line } from './strokes.ts';

const LONGEST_WAY = 400;
/** More events than this in the window, and heartbeats are left out; then all single messages. */
const MANY = 1500;
const TOO_MANY = 6000;

/** The space-time diagram: only what lies in the window is looked at. */
export function drawTimeline(g: CanvasRenderingContext2D, scene: Scene): void {
  const { scale, height, colours, now } = scene;
  g.clearRect(0, 0, scale.right + 8, height);
  drawAxis(g, scene);
  drawLanes(g, scene);
  g.save();
  g.beginPath();
  g.rect(scale.left, 0, scale.right - scale.left, height);
  g.clip();
  drawMessages(g, scene);
  drawMarks(g, scene);
  const x = toX(scale, now);
  // What lies ahead is known, since the run is determined, but it has not happened yet.
  g.fillStyle = colours.ground;
  g.globalAlpha = 0.62;
  if (x < scale.right) g.fillRect(x, AXIS - 4, scale.right - x, height);
  g.globalAlpha = 1;
  drawChosen(g, scene);
  g.strokeStyle = colours.accent;
  g.lineWidth = 1.5;
  line(g, x, 0, x, height);
  g.fillStyle = colours.accent;
  g.beginPath();
  g.moveTo(x - 5, 0);
  g.lineTo(x + 5, 0);
  g.lineTo(x, 7);
  g.fill();
  g.restore();
}

function drawAxis(g: CanvasRenderingContext2D, { scale, height, colours }: Scene): void {
  g.font = '11px system-ui, sans-serif';
  g.textBaseline = 'middle';
  g.textAlign = 'center';
  g.lineWidth = 1;
  for (const at of ticks(scale, 90)) {
    const x = Math.round(toX(scale, at)) + 0.5;
    g.strokeStyle = colours.faint;
    g.globalAlpha = 0.5;
    line(g, x, AXIS - 4, x, height);
    g.globalAlpha = 1;
    g.fillStyle = colours.muted;
    if (x > scale.left + 12 && x < scale.right - 20) g.fillText(`${+at.toFixed(2)}`, x, 8);
  }
}

function drawLanes(g: CanvasRenderingContext2D, scene: Scene): void {
  const { servers, scale, height, colours, history } = scene;
  const lanes: LaneChange[][] = Array.from({ length: servers }, () => []);
  for (const change of history.lanes) lanes[change.server]?.push(change);
  g.textAlign = 'left';
  for (let server = 0; server < servers; server += 1) {
    const y = laneY(server, servers, height);
    g.fillStyle = colours.ink;
    g.font = '600 12px system-ui, sans-serif';
    g.fillText(`S${server + 1}`, 4, y);
    const changes = lanes[server] ?? [];
    changes.forEach((change, i) => {
      const from = Math.max(scale.from, change.at);
      const to = Math.min(scale.to, changes[i + 1]?.at ?? Math.max(history.lastAt, scene.now));
      if (to > from) drawStretch(g, scene, change, toX(scale, from), toX(scale, to), y);
    });
  }
}

function drawStretch(
  g: CanvasRenderingContext2D,
  { colours }: Scene,
  { role, status, epoch }: LaneChange,
  from: number,
  to: number,
  y: number,
): void {
  const hue = colours.epochs[epoch % 6] ?? colours.muted;
  g.setLineDash([]);
  if (status === 'crashed') {
    g.strokeStyle = colours.faint;
    g.lineWidth = 1;
    g.setLineDash([2, 5]);
    line(g, from, y, to, y);
    g.setLineDash([]);
    g.strokeStyle = colours.ink;
    g.lineWidth = 1.5;
    line(g, from, y - 6, from, y + 6);
    return;
  }
  if (status === 'paused') {
    g.fillStyle = colours.ice;
    g.fillRect(from, y - 6, to - from, 12);
    return;
  }
  g.strokeStyle = hue;
  g.lineWidth = role === 'leader' ? 5 : 2;
  if (role === 'candidate') g.setLineDash([5, 3]);
  else if (role === 'pre-candidate') g.setLineDash([6, 3, 1, 3]);
  else if (role === 'learner') g.setLineDash([1, 3]);
  line(g, from, y, to, y);
  if (role === 'leader') {
    g.strokeStyle = colours.ground;
    g.lineWidth = 1.2;
    line(g, from, y, to, y);
  }
  g.setLineDash([]);
}

function drawMessages(g: CanvasRenderingContext2D, scene: Scene): void {
  const { history, scale, servers, height, colours, kinds, now } = scene;
  const first = upperBound(history.at.items, history.events, scale.from - LONGEST_WAY);
  const last = upperBound(history.at.items, history.events, scale.to);
  if (last - first > TOO_MANY) return;
  const sent = kindCode('sent');
  const dropped = kindCode('dropped');
  for (let event = first; event < last; event += 1) {
    if (history.kind.items[event] !== sent) continue;
    const from = history.server.items[event] ?? 0;
    const to = history.peer.items[event] ?? 0;
    if (from === to) continue;
    const at = history.at.items[event] ?? 0;
    const arrival = history.arrival.items[event] ?? -1;
    const until = arrival < 0 ? Math.max(at, now) : (history.at.items[arrival] ?? at);
    if (until < scale.from) continue;
    const glyph = kinds[history.messageKind.items[event] ?? 0]?.glyph ?? 'other';
    const faint = glyph === 'heartbeat' || glyph === 'ack';
    if (faint && last - first > MANY) continue;
    g.strokeStyle = colours.epochs[(history.epoch.items[event] ?? 0) % 6] ?? colours.muted;
    g.globalAlpha = faint ? 0.42 : 0.85;
    g.lineWidth = glyph === 'append' || glyph === 'snapshot' ? 1.6 : 1.1;
    g.setLineDash(GLYPHS[glyph].dash === '' ? [] : GLYPHS[glyph].dash.split(' ').map(Number));
    const x1 = toX(scale, at);
    const y1 = laneY(from, servers, height);
    const lost = arrival >= 0 && history.kind.items[arrival] === dropped;
    const part = arrival < 0 || lost ? 0.82 : 1;
    const x2 = x1 + (toX(scale, until) - x1) * (lost ? part : 1);
    const y2 = y1 + (laneY(to, servers, height) - y1) * part;
    line(g, x1, y1, x2, y2);
    g.setLineDash([]);
    if (lost) cross(g, x2, y2, colours.ink);
    else if (arrival >= 0) dot(g, x2, y2);
  }
  g.globalAlpha = 1;
}

function drawChosen(g: CanvasRenderingContext2D, scene: Scene): void {
  const { event, history, scale, servers, height, colours } = scene;
  if (event === null || event >= history.events) return;
  const server = history.server.items[event] ?? -1;
  if (server < 0) return;
  g.strokeStyle = colours.accent;
  g.lineWidth = 2;
  g.beginPath();
  g.arc(toX(scale, history.at.items[event] ?? 0), laneY(server, servers, height), 7, 0, 7);
  g.stroke();
}

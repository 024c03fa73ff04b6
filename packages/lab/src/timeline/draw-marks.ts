import type { Mark } from '../model/history.ts';
import type { Colours } from '../ui/colours.ts';
import { toX } from './scale.ts';
import { AXIS, laneY, type Scene } from './scene.ts';
import { line } from './strokes.ts';

/** Turning points: crowns, ticks, red lines, flags. */
export function drawMarks(g: CanvasRenderingContext2D, scene: Scene): void {
  const { history, scale, servers, height, colours } = scene;
  let lastCommit = Number.NEGATIVE_INFINITY;
  for (const mark of history.marks) {
    if (mark.at < scale.from || mark.at > scale.to) continue;
    const x = toX(scale, mark.at);
    if (mark.type === 'commit') {
      if (x - lastCommit < 7) continue;
      lastCommit = x;
    }
    const y = mark.server === null ? AXIS + 4 : laneY(mark.server, servers, height);
    drawMark(g, mark, x, y, colours, height);
  }
}

function drawMark(
  g: CanvasRenderingContext2D,
  mark: Mark,
  x: number,
  y: number,
  colours: Colours,
  height: number,
): void {
  g.lineWidth = 1.6;
  switch (mark.type) {
    case 'election':
      g.fillStyle = colours.epochs[Number(mark.value) % 6] ?? colours.ink;
      g.beginPath();
      g.moveTo(x - 7, y - 5);
      for (const [dx, dy] of [
        [-8, -13],
        [-4, -9.5],
        [0, -15],
        [4, -9.5],
        [8, -13],
        [7, -5],
      ]) {
        g.lineTo(x + (dx ?? 0), y + (dy ?? 0));
      }
      g.fill();
      return;
    case 'commit':
      g.strokeStyle = colours.ink;
      g.beginPath();
      g.moveTo(x - 3.5, y + 7);
      g.lineTo(x - 0.8, y + 10);
      g.lineTo(x + 4, y + 4);
      g.stroke();
      return;
    case 'violation':
      g.strokeStyle = colours.bad;
      g.lineWidth = 2;
      line(g, x, AXIS - 4, x, height);
      return;
    case 'act':
      g.fillStyle = colours.accent;
      g.fillRect(x - 1, y - 12, 2, 24);
      g.fillRect(x - 1, y - 12, 8, 6);
  }
}

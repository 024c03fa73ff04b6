export function line(
  g: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
}

export function cross(g: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  g.strokeStyle = colour;
  g.lineWidth = 1.5;
  line(g, x - 3.5, y - 3.5, x + 3.5, y + 3.5);
  line(g, x + 3.5, y - 3.5, x - 3.5, y + 3.5);
}

export function dot(g: CanvasRenderingContext2D, x: number, y: number): void {
  g.fillStyle = g.strokeStyle;
  g.beginPath();
  g.arc(x, y, 2, 0, 7);
  g.fill();
}

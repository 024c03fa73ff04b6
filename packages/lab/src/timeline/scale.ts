/** A stretch of virtual time on so many pixels. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

export function toX({ from, to, left, right }: TimeScale, at: number): number {
  return left + ((at - from) / (to - from)) * (right - left);
}

export function toTime({ from, to, left, right }: TimeScale, x: number): number {
  return from + ((x - left) / (right - left)) * (to - from);
}

/** Round times, at least `gap` pixels apart. */
export function ticks(scale: TimeScale, gap: number): number[] {
  const perPixel = (scale.to - scale.from) / Math.max(1, scale.right - scale.left);
  const least = Math.max(perPixel * gap, 1e-6);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= least) ?? power * 10;
  const found: number[] = [];
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) found.push(at);
  return found;
}

import { type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import { createColours } from '../ui/colours.ts';
import { useSize } from '../ui/use-size.ts';
import { drawTimeline } from './draw.ts';
import { type TimeScale, toTime, toX } from './scale.ts';
import { laneY } from './scene.ts';
import './timeline.css';

const GUTTER = 30;
/** What the diagram may cost in each picture, over several of them. */
const BUDGET_MS = 2;
const SPANS = [25, 50, 100, 200, 400, 800, 1600, 3200, 6400, 12800] as const;

/** Lanes of servers against virtual time; a press or a drag goes there. */
export function Timeline() {
  const lab = useLab();
  const t = useText();
  const [box, size] = useSize<HTMLDivElement>({ width: 800, height: 180 });
  const canvas = useRef<HTMLCanvasElement>(null);
  const servers = useLabState((state) => state.meta?.servers ?? 0);
  const kinds = useLabState((state) => state.meta?.kinds);
  const frame = useLabState((state) => state.frame);
  const known = useLabState((state) => state.known);
  const event = useLabState((state) => state.event);
  const [zoom, setZoom] = useState(4);
  const from = useRef<number | null>(null);
  const coloursOf = useMemo(() => createColours(), []);
  const pressed = useRef<{ x: number; moved: boolean } | null>(null);

  const span = SPANS[zoom] ?? 400;
  const scaleAt = useCallback(
    (now: number): TimeScale => {
      const start = from.current ?? Math.max(0, now - span * 0.62);
      return { from: start, to: start + span, left: GUTTER, right: size.width - 6 };
    },
    [span, size.width],
  );

  const draw = useCallback(
    (now: number) => {
      const element = canvas.current;
      const g = element?.getContext('2d');
      if (!element || !g || !kinds) return;
      const ratio = Math.min(2, devicePixelRatio || 1);
      g.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawTimeline(g, {
        history: lab.history,
        servers,
        kinds,
        scale: scaleAt(now),
        height: size.height,
        now,
        event,
        colours: coloursOf(element),
      });
    },
    [lab, servers, kinds, scaleAt, size.height, event, coloursOf],
  );

  useEffect(() => {
    let skip = 0;
    return lab.player.onDraw((now) => {
      skip -= 1;
      if (lab.playing && skip > 0) return;
      const start = performance.now();
      draw(now);
      // A crowded window is drawn less often: the stage beside it must not stutter for it.
      skip = Math.min(8, Math.ceil((performance.now() - start) / BUDGET_MS));
    });
  }, [lab, draw]);
  // Sizes, branches and steps change without the run playing.
  useEffect(() => {
    lab.player.wake();
  }, [lab, draw, frame, known]);
  useEffect(() => {
    const watch = new MutationObserver(() => lab.player.wake());
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => watch.disconnect();
  }, [lab]);

  const at = (pointer: PointerEvent<HTMLCanvasElement>) => {
    const rect = pointer.currentTarget.getBoundingClientRect();
    return { x: pointer.clientX - rect.left, y: pointer.clientY - rect.top };
  };
  const scrub = (x: number) => {
    lab.pause();
    void lab.seekTime(Math.max(0, toTime(scaleAt(lab.player.now), x)));
  };
  const ratio = useMemo(
    () => Math.min(2, typeof devicePixelRatio === 'number' ? devicePixelRatio : 1),
    [],
  );
  return (
    <section className="lab-timeline" aria-label={t.timeline.name}>
      <div className="lab-timeline-lanes" ref={box}>
        <canvas
          ref={canvas}
          width={Math.round(size.width * ratio)}
          height={Math.round(size.height * ratio)}
          style={{ width: size.width, height: size.height }}
          role="img"
          aria-label={t.timeline.describe(servers, lab.history.events)}
          onPointerDown={(pointer) => {
            const { x } = at(pointer);
            // The window holds still under the pointer, or every move would move the target.
            from.current = scaleAt(lab.player.now).from;
            pressed.current = { x, moved: false };
            pointer.currentTarget.setPointerCapture(pointer.pointerId);
          }}
          onPointerMove={(pointer) => {
            const press = pressed.current;
            if (!press) return;
            const { x } = at(pointer);
            if (Math.abs(x - press.x) > 4) press.moved = true;
            if (press.moved) scrub(x);
          }}
          onPointerUp={(pointer) => {
            const press = pressed.current;
            pressed.current = null;
            if (!press) return;
            const { x, y } = at(pointer);
            const scale = scaleAt(lab.player.now);
            from.current = null;
            if (press.moved) return;
            const found = nearestEvent(lab.history, scale, x, y, servers, size.height);
            if (found === null) scrub(x);
            else void lab.goToEvent(found);
          }}
          onPointerCancel={() => {
            pressed.current = null;
            from.current = null;
          }}
          onWheel={(wheel) => {
            if (!wheel.ctrlKey && !wheel.altKey && Math.abs(wheel.deltaY) < 40) return;
            setZoom((before) => clampZoom(before + Math.sign(wheel.deltaY)));
          }}
        />
      </div>
      <div className="lab-timeline-zoom">
        <button
          type="button"
          aria-label={t.timeline.zoomIn}
          title={t.timeline.zoomIn}
          onClick={() => setZoom((z) => clampZoom(z - 1))}
        >
          +
        </button>
        <button
          type="button"
          aria-label={t.timeline.zoomOut}
          title={t.timeline.zoomOut}
          onClick={() => setZoom((z) => clampZoom(z + 1))}
        >
          −
        </button>
      </div>
    </section>
  );
}

function clampZoom(zoom: number): number {
  return Math.max(0, Math.min(SPANS.length - 1, zoom));
}

function nearestEvent(
  history: ReturnType<typeof useLab>['history'],
  scale: TimeScale,
  x: number,
  y: number,
  servers: number,
  height: number,
): number | null {
  let best: number | null = null;
  let distance = 12;
  for (let event = 0; event < history.events; event += 1) {
    const at = history.at.items[event] ?? 0;
    if (at < scale.from || at > scale.to) continue;
    const server = history.server.items[event] ?? -1;
    if (server < 0) continue;
    const away = Math.hypot(toX(scale, at) - x, laneY(server, servers, height) - y);
    if (away < distance) {
      best = event;
      distance = away;
    }
  }
  return best;
}

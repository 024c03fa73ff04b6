import { useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { useLabState, useSource, useText } from '../controller/context.ts';
import type { RequestFrame } from '../model/frame.ts';
import { serverName } from '../model/sentence.ts';
import { useSize } from '../ui/use-size.ts';
import { ClientChip } from './client-chip.tsx';
import { ringLayout } from './geometry.ts';
import { useStageGestures } from './gestures.ts';
import { Legend } from './legend.tsx';
import { LinksGround, LinksLayer } from './links-layer.tsx';
import { MessageLayer } from './message-layer.ts';
import { ServerNode } from './server-node.tsx';
import { drawTimers } from './timers.ts';
import { groupsOf } from './zones.ts';
import { ZonesGround, ZonesLayer } from './zones-layer.tsx';
import './stage.css';

/** Servers on a ring, clients outside, messages at the places that honest time gives them. */
export function Stage() {
  const textId = useId();
  const lab = useSource();
  const t = useText();
  const [box, size] = useSize<HTMLDivElement>({ width: 640, height: 420 });
  const frame = useLabState((state) => state.frame);
  const meta = useLabState((state) => state.meta);
  const selection = useLabState((state) => state.selection);
  const partition = useLabState((state) => state.partition);
  const calm = useLabState((state) => state.calm);
  const fast = useLabState((state) => state.playing && state.speed >= 4);
  const tool = useLabState((state) => state.tool);
  const count = meta?.servers ?? frame?.servers.length ?? 0;
  const layout = useMemo(() => ringLayout(count, size.width, size.height), [count, size]);
  const svg = useRef<SVGSVGElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const hand = useRef<SVGGElement>(null);
  const messages = useRef<MessageLayer | null>(null);
  const gestures = useStageGestures(svg, layout, () => messages.current);

  useEffect(() => {
    if (!canvas.current || !hand.current) return;
    const layer = new MessageLayer(canvas.current, hand.current);
    messages.current = layer;
    // At once and not with the next picture: who is chosen by a key is given the focus right away.
    const stop = lab.store.subscribe(({ selection: now }, { selection: before }) => {
      if (now !== before) layer.choose(now?.type === 'message' ? now.key : null);
    });
    const root = hand.current;
    return () => {
      stop();
      messages.current = null;
      root.replaceChildren();
    };
  }, [lab]);

  useEffect(() => {
    if (!frame || !meta || !messages.current) return;
    messages.current.sync(frame.messages, {
      layout,
      kinds: meta.kinds,
      label: (row) =>
        t.stage.message(meta.kinds[row.kind]?.name ?? '', serverName(row.from), serverName(row.to)),
      fast: fast && !calm,
      calm,
      inferred: lab.verbs !== null,
    });
    lab.player.wake();
  }, [frame, meta, layout, t, fast, calm, lab]);

  useEffect(
    () =>
      lab.player.onDraw((now) => {
        messages.current?.draw(now);
        const shown = lab.store.getState().frame;
        if (svg.current && shown) drawTimers(svg.current, shown.servers, now);
      }),
    [lab],
  );

  const newest = useMemo(() => newestRequests(frame?.requests ?? [], count), [frame, count]);
  const cutKey = frame?.cuts.join() ?? '';
  const groups = useMemo(
    () => groupsOf(cutKey === '' ? [] : cutKey.split(',').map(Number), count),
    [cutKey, count],
  );
  const apart = useCallback(
    (a: number, b: number) =>
      groups.length > 1 && !groups.some((group) => group.includes(a) && group.includes(b)),
    [groups],
  );
  const violated = new Set(
    frame?.properties.flatMap((p) => (p.status === 'violated' ? p.servers : [])) ?? [],
  );
  const chosen = selection?.type === 'server' ? selection.server : 0;
  const centre = { x: size.width / 2, y: size.height / 2 };
  const cursor = gestures.hint?.verb ?? tool;
  const ratio = Math.min(2, typeof devicePixelRatio === 'number' ? devicePixelRatio : 1);
  return (
    <div
      ref={box}
      className={`lab-stage is-${cursor}${calm ? ' is-calm' : ''}${fast ? ' is-fast' : ''}`}
    >
      <svg className="lab-stage-ground" width={size.width} height={size.height} aria-hidden>
        {frame && groups.length > 1 && <ZonesGround layout={layout} groups={groups} />}
        {frame && <LinksGround layout={layout} cuts={frame.cuts} />}
      </svg>
      {/* Below the servers, so that one that has just sent many messages can still be seen. */}
      <canvas
        ref={canvas}
        className="lab-stage-messages"
        width={Math.round(size.width * ratio)}
        height={Math.round(size.height * ratio)}
        style={{ width: size.width, height: size.height }}
        aria-hidden
      />
      <svg
        ref={svg}
        width={size.width}
        height={size.height}
        role="group"
        aria-label={t.stage.name}
        aria-describedby={textId}
        tabIndex={-1}
      >
        <defs>
          <pattern
            id="lab-hatch"
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line className="lab-hatch-line" x1="0" y1="0" x2="0" y2="7" />
          </pattern>
          <marker
            id="lab-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8Z" className="lab-arrow" />
          </marker>
        </defs>
        {frame && groups.length > 1 && (
          <ZonesLayer layout={layout} groups={groups} cuts={frame.cuts} />
        )}
        {frame && (
          <LinksLayer layout={layout} cuts={frame.cuts} selection={selection} apart={apart} />
        )}
        {layout.clients.map((at, server) => (
          <ClientChip
            key={server}
            server={server}
            at={at}
            request={newest[server]}
            small={layout.small}
          />
        ))}
        <g ref={hand} />
        {frame?.servers.map((server) => (
          <ServerNode
            key={server.id}
            server={server}
            at={layout.servers[server.id] ?? centre}
            radius={layout.radius}
            selected={selection?.type === 'server' && selection.server === server.id}
            tabbable={server.id === chosen}
            violated={violated.has(server.id)}
            parted={partition?.includes(server.id) ?? false}
          />
        ))}
        {gestures.stroke.length > 1 && (
          <polyline
            className={`lab-stroke is-${cursor}`}
            points={gestures.stroke.map(({ x, y }) => `${x},${y}`).join(' ')}
          />
        )}
      </svg>
      <p id={textId} className="lab-unseen">
        {t.stage.inFlight(frame?.messages.count ?? 0)}
      </p>
      {gestures.hint && (
        <output
          className={`lab-drag-hint is-${gestures.hint.verb}`}
          style={{ left: gestures.hint.x, top: gestures.hint.y }}
        >
          {gestures.hint.text}
        </output>
      )}
      {layout.width > 560 && <Legend />}
    </div>
  );
}

function newestRequests(requests: readonly RequestFrame[], count: number) {
  const newest: (RequestFrame | undefined)[] = Array.from({ length: count });
  for (const request of requests) newest[request.server] = request;
  return newest;
}

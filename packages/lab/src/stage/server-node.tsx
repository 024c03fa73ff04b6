import { memo } from 'react';
import { useText } from '../controller/context.ts';
import type { Part, ServerFrame } from '../model/frame.ts';
import { serverName } from '../model/sentence.ts';
import type { Point } from './geometry.ts';

export interface ServerNodeProps {
  readonly server: ServerFrame;
  readonly at: Point;
  readonly radius: number;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly violated: boolean;
  readonly parted: boolean;
}

/** A clock off by less is told by the inspector only. */
const VISIBLE_DRIFT = 0.04;

/** What most servers are at most times needs no words below them. */
const QUIET: readonly Part[] = ['follower', 'acceptor'];

/** A server: its role is its shape, its epoch its hue and its number. */
export const ServerNode = memo(function ServerNode(props: ServerNodeProps) {
  const { server, at, radius, selected, tabbable, violated, parted } = props;
  const t = useText();
  const name = serverName(server.id);
  const shape = server.status === 'up' ? server.role : server.status;
  const word = server.status === 'up' ? t.part[server.part] : t.status[server.status];
  const label = t.stage.server(
    name,
    word,
    t.epochName(server.epoch),
    t.own.state(server.last, server.commit),
    server.unsynced,
  );
  return (
    <g
      className={`lab-server is-${shape} lab-epoch-${server.epoch % 6}${selected ? ' is-selected' : ''}${violated ? ' is-violated' : ''}${parted ? ' is-parted' : ''}`}
      transform={`translate(${at.x} ${at.y})`}
      data-server={server.id}
    >
      {/* The button is the disc alone: its name says more than the words drawn on it. */}
      <circle
        className="lab-server-hit"
        r={Math.max(22, radius)}
        role="button"
        tabIndex={tabbable ? 0 : -1}
        aria-label={label}
        aria-pressed={selected}
        aria-haspopup="menu"
      />
      {violated && <circle className="lab-server-violation" r={radius + 13} />}
      {selected && <circle className="lab-server-selection" r={radius + 10} />}
      <circle className="lab-server-body" r={radius} />
      {shape === 'crashed' && (
        <circle className="lab-server-hatch" r={radius} fill="url(#lab-hatch)" />
      )}
      {shape === 'paused' && <Ice radius={radius} />}
      {shape === 'leader' && <circle className="lab-server-inner" r={radius - 5} />}
      {shape === 'leader' && <path className="lab-server-crown" d={crown(radius)} />}
      {server.status !== 'crashed' && (
        <circle
          className="lab-server-timer"
          r={radius + 6}
          pathLength={1}
          data-timer={server.id}
          transform="rotate(-90)"
        />
      )}
      <text className="lab-server-name" y={-3} aria-hidden="true">
        {name}
      </text>
      <text className="lab-server-epoch" y={13} aria-hidden="true">
        {t.label(server.epoch)}
      </text>
      {!(server.status === 'up' && QUIET.includes(server.part)) && (
        <text className="lab-server-role" y={radius + 24} aria-hidden="true">
          {server.status === 'up' && server.votes > 0
            ? `${word} · ${t.stage.votes(server.votes)}`
            : word}
        </text>
      )}
      <Disk radius={radius} unsynced={server.unsynced} title={t.stage.unsynced(server.unsynced)} />
      {Math.abs(server.rate - 1) >= VISIBLE_DRIFT && (
        <text
          className="lab-server-rate"
          aria-hidden="true"
          x={-radius * 0.72}
          y={radius * 0.72 + 14}
        >
          {`${server.rate}×`}
        </text>
      )}
    </g>
  );
});

function crown(radius: number): string {
  const y = -radius - 6;
  return `M-9 ${y}l-2-9 5.5 4.5L0 ${y - 11}l5.5 6.5L11 ${y - 9}l-2 9Z`;
}

function Ice({ radius }: { readonly radius: number }) {
  const bars = radius * 0.42;
  return (
    <g className="lab-server-ice">
      <circle r={radius} />
      <path d={`M-4 ${radius - bars}v9M4 ${radius - bars}v9`} />
    </g>
  );
}

/** A cylinder, with a layer for each batch that is written but would not survive. */
function Disk({
  radius,
  unsynced,
  title,
}: {
  readonly radius: number;
  readonly unsynced: number;
  readonly title: string;
}) {
  const layers = Math.min(unsynced, 3);
  return (
    <g
      className={`lab-disk${unsynced > 0 ? ' is-unsynced' : ''}`}
      transform={`translate(${radius * 0.74} ${radius * 0.74})`}
    >
      {unsynced > 0 && <title>{title}</title>}
      <path className="lab-disk-body" d="M-7-4C-7-7.4 7-7.4 7-4V6C7 9.4-7 9.4-7 6Z" />
      <path className="lab-disk-lid" d="M-7-4C-7-.6 7-.6 7-4" />
      {Array.from({ length: layers }, (_, i) => (
        <path
          key={i}
          className="lab-disk-layer"
          d={`M-7 ${6 - i * 3.2}C-7 ${9.4 - i * 3.2} 7 ${9.4 - i * 3.2} 7 ${6 - i * 3.2}`}
        />
      ))}
      {unsynced > 0 && (
        <text className="lab-disk-count" aria-hidden="true" x={12} y={7}>
          {unsynced}
        </text>
      )}
    </g>
  );
}

import type { ServerId } from '@menagerie/contract';
import { memo } from 'react';
import { useSource, useText } from '../controller/context.ts';
import { serverName } from '../model/sentence.ts';
import type { Point, StageLayout } from './geometry.ts';
import { hullOf } from './zones.ts';

interface ZonesLayerProps {
  readonly layout: StageLayout;
  readonly groups: readonly (readonly ServerId[])[];
  readonly cuts: readonly number[];
}

/** The parts of a partition, each on its ground. */
export const ZonesGround = memo(function ZonesGround({
  layout,
  groups,
}: Omit<ZonesLayerProps, 'cuts'>) {
  return groups.slice(1).map((group) => (
    <polygon
      key={group.join()}
      className="lab-zone"
      points={hullOf(pointsOf(layout, group))
        .map(({ x, y }) => `${x},${y}`)
        .join(' ')}
      strokeWidth={layout.radius * 2 + 34}
    />
  ));
});

/** The badge of each part of a partition, which joins it to the others again. */
export const ZonesLayer = memo(function ZonesLayer({ layout, groups, cuts }: ZonesLayerProps) {
  return (
    <g>
      {groups.slice(1).map((group) => (
        <ZoneBadge key={group.join()} layout={layout} group={group} cuts={cuts} />
      ))}
    </g>
  );
});

function pointsOf({ servers }: StageLayout, group: readonly ServerId[]): Point[] {
  return group.flatMap((id) => servers[id] ?? []);
}

interface ZoneProps extends Omit<ZonesLayerProps, 'groups'> {
  readonly group: readonly ServerId[];
}

function ZoneBadge({ layout, group, cuts }: ZoneProps) {
  const lab = useSource();
  const t = useText();
  const points = pointsOf(layout, group);
  const links = layout.servers.flatMap((_, other) =>
    group.includes(other)
      ? []
      : group.flatMap((inner) =>
          [
            { from: inner, to: other },
            { from: other, to: inner },
          ].filter(({ from, to }) => ((cuts[from] ?? 0) & (1 << to)) !== 0),
        ),
  );
  // On the side that looks to the middle: outside stand the clients.
  const centre = { x: layout.width / 2, y: layout.height / 2 };
  const mean = {
    x: points.reduce((sum, { x }) => sum + x, 0) / Math.max(1, points.length),
    y: points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length),
  };
  const away = Math.hypot(centre.x - mean.x, centre.y - mean.y) || 1;
  const inward = Math.min(away, layout.radius + 30) / away;
  const at = { x: mean.x + (centre.x - mean.x) * inward, y: mean.y + (centre.y - mean.y) * inward };
  return (
    <g
      className="lab-zone-badge"
      transform={`translate(${at.x} ${at.y})`}
      role="button"
      tabIndex={-1}
      data-zone={group.join()}
      aria-label={`${t.stage.heal}: ${group.map(serverName).join(' ')}`}
      onClick={() => void lab.act({ type: 'mend', links })}
    >
      <rect className="lab-client-hit" x={-34} y={-22} width={68} height={44} />
      <rect x={-30} y={-11} width={60} height={22} rx={11} />
      <text y={4}>{t.stage.heal}</text>
    </g>
  );
}

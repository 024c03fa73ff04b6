import { memo } from 'react';
import { useSource, useText } from '../controller/context.ts';
import type { Selection } from '../controller/store.ts';
import { serverName } from '../model/sentence.ts';
import { along, pathBetween, type StageLayout } from './geometry.ts';

interface LinksLayerProps {
  readonly layout: StageLayout;
  readonly cuts: readonly number[];
  readonly selection: Selection | null;
  /** Links between parts of a partition are healed by the badge of the part. */
  readonly apart: (a: number, b: number) => boolean;
}

/** Faint lines where messages can pass, under everything else. */
export const LinksGround = memo(function LinksGround({
  layout,
  cuts,
}: Pick<LinksLayerProps, 'layout' | 'cuts'>) {
  return pairsOf(layout).map(({ a, b }) => {
    const from = layout.servers[a];
    const to = layout.servers[b];
    if (!from || !to || (!passes(cuts, a, b) && !passes(cuts, b, a))) return null;
    return (
      <line key={`${a}-${b}`} className="lab-link" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
    );
  });
});

/** Where messages cannot pass, a cut, with an arrow if one way only. */
export const LinksLayer = memo(function LinksLayer({
  layout,
  cuts,
  selection,
  apart,
}: LinksLayerProps) {
  return (
    <g>
      {pairsOf(layout).map(({ a, b }) => {
        const ab = passes(cuts, a, b);
        const ba = passes(cuts, b, a);
        if (ab && ba) return null;
        const [from, to] = ab ? [b, a] : [a, b];
        return (
          <CutLink
            key={`${a}-${b}`}
            layout={layout}
            from={from}
            to={to}
            oneWay={ab || ba}
            badge={!apart(a, b)}
            selected={selection?.type === 'link' && selection.from === from && selection.to === to}
          />
        );
      })}
    </g>
  );
});

function pairsOf({ servers }: StageLayout): { readonly a: number; readonly b: number }[] {
  return servers.flatMap((_, a) => servers.slice(a + 1).map((_other, i) => ({ a, b: a + 1 + i })));
}

function passes(cuts: readonly number[], from: number, to: number): boolean {
  return ((cuts[from] ?? 0) & (1 << to)) === 0;
}

interface CutLinkProps {
  readonly layout: StageLayout;
  readonly from: number;
  readonly to: number;
  readonly oneWay: boolean;
  readonly badge: boolean;
  readonly selected: boolean;
}

function CutLink({ layout, from, to, oneWay, badge, selected }: CutLinkProps) {
  const t = useText();
  const lab = useSource();
  const path = pathBetween(layout, from, to);
  const middle = along(path, 0.5);
  const angle = (Math.atan2(path.to.y - path.from.y, path.to.x - path.from.x) * 180) / Math.PI;
  const links = oneWay
    ? [{ from, to }]
    : [
        { from, to },
        { from: to, to: from },
      ];
  return (
    <g className={`lab-cut${oneWay ? ' is-one-way' : ''}${selected ? ' is-selected' : ''}`}>
      <line x1={path.from.x} y1={path.from.y} x2={path.to.x} y2={path.to.y} />
      {oneWay && (
        <g transform={`translate(${along(path, 0.86).x} ${along(path, 0.86).y}) rotate(${angle})`}>
          <path className="lab-cut-arrow" d="M-8-6 2 0-8 6M7-7V7" />
        </g>
      )}
      {badge && (
        <g
          className="lab-cut-badge"
          transform={`translate(${middle.x} ${middle.y})`}
          role="button"
          tabIndex={-1}
          data-link={`${from}>${to}`}
          aria-label={`${t.stage.link(serverName(from), serverName(to))}. ${t.stage.heal}`}
          onClick={() => void lab.act({ type: 'mend', links })}
        >
          <title>{t.stage.heal}</title>
          <circle className="lab-cut-hit" r={22} />
          <circle r={10} />
          <path d="M-4-4 4 4M4-4-4 4" />
        </g>
      )}
    </g>
  );
}

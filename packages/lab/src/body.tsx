import { useEffect } from 'react';
import { useLab, useLabState, useText } from './controller/context.ts';
import type { View } from './controller/store.ts';
import { ChallengeStrip } from './panels/challenge-strip.tsx';
import { Problem } from './panels/problem.tsx';
import { Panel, type PanelView, Rail } from './rail.tsx';
import { ActMenu } from './stage/act-menu.tsx';
import { Stage } from './stage/stage.tsx';
import { Tools } from './stage/tools.tsx';
import { VerbBar } from './stage/verb-bar.tsx';
import { Branches } from './timeline/branches.tsx';
import { Transport } from './timeline/transport.tsx';
import { GoTo } from './ui/go-to.tsx';
import { Help } from './ui/help.tsx';
import { useSize } from './ui/use-size.ts';

const RAIL: readonly PanelView[] = ['why', 'inspector', 'invariants', 'transcript'];
const WIDE = 1000;
const NARROW = 700;
/** Below this height the stage keeps the room, and the log and the timeline go behind tabs. */
const HIGH = 640;

/** Stage, log, timeline and panels, laid out by the room that there is. */
export function LabBody({ views }: { readonly views: readonly View[] }) {
  const t = useText();
  const lab = useLab();
  const [root, size] = useSize<HTMLDivElement>({ width: 1200, height: 700 });
  const stopped = useLabState((state) => state.stopped);
  const notice = useLabState((state) => state.notice);
  const status = useLabState((state) => state.status);
  const narrow = size.width < NARROW;
  const wide = size.width >= WIDE;
  const rail = RAIL.filter((view) => views.includes(view));
  const lower = (['log', 'timeline'] as const).filter((view) => views.includes(view));
  const inline = {
    log: lower.includes('log') && wide && size.height >= HIGH,
    timeline: lower.includes('timeline') && !narrow && size.height >= HIGH,
  };
  const folded = lower.filter((view) => !inline[view]);
  const beside = wide && rail.length > 0;
  const sheet = [...folded, ...rail];
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => lab.store.setState({ notice: null }), 6000);
    return () => clearTimeout(timer);
  }, [notice, lab]);
  return (
    <div
      ref={root}
      className={`lab-body${wide ? ' is-wide' : ''}${narrow ? ' is-narrow' : ''}${beside ? ' has-rail' : ''}`}
      aria-busy={status === 'loading'}
    >
      <Problem />
      <div className="lab-main">
        <ChallengeStrip />
        {views.includes('stage') && (
          <div className="lab-stage-box">
            <Tools />
            <Stage />
            {stopped !== null && (
              <p className="lab-stopped" role="alert">
                {t.invariants.stopped(t.propertyTitle(stopped))}
              </p>
            )}
            {notice !== null && <p className="lab-notice">{t.acts.refused(notice)}</p>}
          </div>
        )}
        {views.includes('stage') && <VerbBar />}
        {inline.log && <Panel view="log" />}
      </div>
      {beside && <Rail views={sheet} folds={false} />}
      <div className="lab-lower">
        <Branches />
        {inline.timeline && <Panel view="timeline" />}
        <Transport />
      </div>
      {!beside && sheet.length > 0 && <Rail views={sheet} folds />}
      <ActMenu />
      <Help />
      <GoTo />
    </div>
  );
}

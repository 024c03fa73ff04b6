import { type KeyboardEvent, lazy, Suspense, useId } from 'react';
import { useLab, useLabState, useText } from './controller/context.ts';
import type { View } from './controller/store.ts';

const panels = {
  log: lazy(async () => ({ default: (await import('./panels/ledger.tsx')).Ledger })),
  timeline: lazy(async () => ({ default: (await import('./timeline/timeline.tsx')).Timeline })),
  why: lazy(async () => ({ default: (await import('./panels/why.tsx')).Why })),
  inspector: lazy(async () => ({ default: (await import('./panels/inspector.tsx')).Inspector })),
  invariants: lazy(async () => ({ default: (await import('./panels/invariants.tsx')).Invariants })),
  transcript: lazy(async () => ({ default: (await import('./panels/transcript.tsx')).Transcript })),
};

export type PanelView = keyof typeof panels;

/** A panel, loaded when it is first wanted: a page that shows two of them loads two. */
export function Panel({ view }: { readonly view: PanelView }) {
  const Shown = panels[view];
  return (
    <Suspense fallback={<p className="lab-hint" aria-busy="true" />}>
      <Shown />
    </Suspense>
  );
}

interface RailProps {
  readonly views: readonly PanelView[];
  /** Whether the tabs may be folded away, as on a phone. */
  readonly folds: boolean;
}

/** Panels behind tabs: beside the stage where there is room, below it as a sheet where not. */
export function Rail({ views, folds }: RailProps) {
  const id = useId();
  const lab = useLab();
  const t = useText();
  const wanted = useLabState((state) => state.tab);
  const open = useLabState((state) => !folds || state.open);
  const violated = useLabState(
    (state) => state.frame?.properties.some(({ status }) => status === 'violated') ?? false,
  );
  const chosen = views.find((view) => view === wanted) ?? views[0];
  if (!chosen) return null;
  const choose = (view: View) => lab.store.setState({ tab: view, open: true });
  const rove = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = views.indexOf(chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: views.length - 1 }[event.key];
    const next = to === undefined ? undefined : views.at(to % views.length);
    if (!next) return;
    event.preventDefault();
    choose(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <aside
      className={`lab-rail${folds ? ' is-sheet' : ''}${open ? ' is-open' : ''}`}
      aria-label={t.page.panels}
    >
      <div
        className="lab-tabs"
        role="tablist"
        tabIndex={-1}
        aria-label={t.page.panels}
        onKeyDown={rove}
      >
        {views.map((view) => (
          <button
            key={view}
            type="button"
            role="tab"
            id={`${id}${view}`}
            data-tab={view}
            aria-selected={view === chosen && open}
            aria-controls={`${id}panel`}
            tabIndex={view === chosen ? 0 : -1}
            onClick={() =>
              folds && open && view === chosen ? lab.store.setState({ open: false }) : choose(view)
            }
          >
            {view === 'log' ? t.own.ledger : t.views[view]}
            {view === 'invariants' && violated && (
              <i className="lab-tab-alarm" aria-hidden="true" />
            )}
          </button>
        ))}
      </div>
      <div
        className="lab-rail-panel"
        id={`${id}panel`}
        role="tabpanel"
        aria-labelledby={`${id}${chosen}`}
        hidden={!open}
      >
        {open && <Panel view={chosen} />}
      </div>
    </aside>
  );
}

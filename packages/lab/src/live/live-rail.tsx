import { type KeyboardEvent, useId, useState } from 'react';
import { useLive } from './context.ts';
import { EventsPanel } from './events-panel.tsx';
import { TreePanel } from './tree-panel.tsx';
import { WritesPanel } from './writes-panel.tsx';

const TABS = ['writes', 'tree', 'events'] as const;
type Tab = (typeof TABS)[number];
const PANELS = { writes: WritesPanel, tree: TreePanel, events: EventsPanel } as const;

/** What the servers tell, in three panels behind tabs. */
export function LiveRail() {
  const { words } = useLive();
  const id = useId();
  const [tab, setTab] = useState<Tab>('writes');
  const Panel = PANELS[tab];
  const rove = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = TABS.indexOf(tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    const next = to === undefined ? undefined : TABS.at(to % TABS.length);
    if (!next) return;
    event.preventDefault();
    setTab(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <aside className="lab-live-rail" aria-label={words.panels}>
      <div
        className="lab-tabs"
        role="tablist"
        tabIndex={-1}
        aria-label={words.panels}
        onKeyDown={rove}
      >
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`${id}${one}`}
            data-tab={one}
            aria-selected={one === tab}
            aria-controls={`${id}panel`}
            tabIndex={one === tab ? 0 : -1}
            onClick={() => setTab(one)}
          >
            {words.tabs[one]}
          </button>
        ))}
      </div>
      <div
        className="lab-rail-panel"
        id={`${id}panel`}
        role="tabpanel"
        tabIndex={0}
        aria-labelledby={`${id}${tab}`}
      >
        <Panel />
      </div>
    </aside>
  );
}

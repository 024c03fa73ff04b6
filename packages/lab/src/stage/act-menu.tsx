import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { useLabState, useSource, useText } from '../controller/context.ts';
import type { Selection } from '../controller/store.ts';
import { findMessage } from '../model/frame.ts';
import { serverName } from '../model/sentence.ts';
import { verbsOf } from './verbs.ts';

/** The menu of a server, a message or a cut link. Arrows rove, Escape closes, the act closes. */
export function ActMenu() {
  const lab = useSource();
  const t = useText();
  const menu = useLabState((state) => state.menu);
  const frame = useLabState((state) => state.frame);
  const kinds = useLabState((state) => state.meta?.kinds);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const element = root.current;
    if (!menu || !element) return;
    opener.current = document.activeElement;
    // The verbs of a server are many: a menu that opens near a rim of the window moves inwards.
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(menu.x, innerWidth - width - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(menu.y, innerHeight - height - 8))}px`;
    element.querySelector('button')?.focus();
  }, [menu]);
  if (!menu || !frame) return null;
  const verbs = verbsOf(lab, menu.target, frame, t);
  const close = () => {
    lab.store.setState({ menu: null });
    if (opener.current instanceof SVGElement || opener.current instanceof HTMLElement) {
      opener.current.focus();
    }
  };
  const rove = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) buttons.at(to % buttons.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    if (event.key !== 'Enter' && event.key !== ' ') event.preventDefault();
    event.stopPropagation();
  };
  const row = menu.target.type === 'message' ? findMessage(frame.messages, menu.target.key) : null;
  const title = row
    ? t.stage.message(kinds?.[row.kind]?.name ?? '', serverName(row.from), serverName(row.to))
    : targetName(menu.target);
  return (
    <>
      <div className="lab-menu-shade" onPointerDown={close} aria-hidden="true" />
      <div
        ref={root}
        className="lab-menu"
        role="menu"
        tabIndex={-1}
        aria-label={t.verb.menuOf(title)}
        style={{ left: menu.x, top: menu.y }}
        onKeyDown={rove}
      >
        <p className="lab-menu-title" role="presentation">
          {title}
        </p>
        {verbs.map(({ id, label, key, act }) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            data-verb={id}
            onClick={() => {
              close();
              void lab.act(act);
            }}
          >
            <span>{label}</span>
            {key !== '' && <kbd>{key}</kbd>}
          </button>
        ))}
      </div>
    </>
  );
}

function targetName(target: Selection): string {
  switch (target.type) {
    case 'server':
      return serverName(target.server);
    case 'link':
      return `${serverName(target.from)} → ${serverName(target.to)}`;
    case 'message':
      return target.key;
  }
}

import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import type { Selection } from '../controller/store.ts';
import { findMessage } from '../model/frame.ts';
import { serverName } from '../model/sentence.ts';
import { verbsFor } from './verbs.ts';

/** The menu of a server, a message or a cut link. Arrows rove, Escape closes, the act closes. */
export function ActMenu({ width, height }: { readonly width: number; readonly height: number }) {
  const lab = useLab();
  const t = useText();
  const menu = useLabState((state) => state.menu);
  const frame = useLabState((state) => state.frame);
  const kinds = useLabState((state) => state.meta?.kinds);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (!menu) return;
    opener.current = document.activeElement;
    root.current?.querySelector('button')?.focus();
  }, [menu]);
  if (!menu || !frame) return null;
  const verbs = verbsFor(menu.target, frame, lab.player.now, t);
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
  // The verbs of a server are many: a menu that opens near the rim turns inwards.
  const style = {
    ...(menu.x > width / 2 ? { right: width - menu.x } : { left: menu.x }),
    ...(menu.y > height / 2 ? { bottom: Math.max(4, height - menu.y) } : { top: menu.y }),
  };
  return (
    <>
      <div className="lab-menu-shade" onPointerDown={close} aria-hidden="true" />
      <div
        ref={root}
        className="lab-menu"
        role="menu"
        tabIndex={-1}
        aria-label={t.verb.menuOf(title)}
        style={style}
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

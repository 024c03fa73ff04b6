import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import type { ViewSlice } from '../controller/store.ts';

interface SheetProps {
  readonly name: NonNullable<ViewSlice['sheet']>;
  readonly title: string;
  readonly children: ReactNode;
}

/** A dialog for what is not an act: help, scenario, link. Acts on the run never ask. */
export function Sheet({ name, title, children }: SheetProps) {
  const lab = useLab();
  const t = useText();
  const open = useLabState((state) => state.sheet === name);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && dialog.current && !dialog.current.open) dialog.current.showModal();
  }, [open]);
  if (!open) return null;
  const close = () => lab.store.setState({ sheet: null });
  return (
    <dialog ref={dialog} className={`lab-sheet is-${name}`} aria-label={title} onClose={close}>
      <header>
        <h2>{title}</h2>
        <button
          type="button"
          aria-label={t.close}
          title={t.close}
          onClick={() => dialog.current?.close()}
        >
          <X size={18} aria-hidden />
        </button>
      </header>
      {children}
    </dialog>
  );
}

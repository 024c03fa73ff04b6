import { wrap } from 'comlink';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { LabContext } from './controller/context.ts';
import { LabController } from './controller/lab-controller.ts';
import { createLabStore } from './controller/store.ts';
import type { Locale } from './i18n/catalog.ts';
import { voiceOf } from './i18n/voice.ts';
import type { ChallengeId, ChallengeResult } from './model/challenge.ts';
import type { LabWorker, OpenSource, RunMeta } from './model/run.ts';
import { pressKey } from './ui/keyboard.ts';
import { Live } from './ui/live.tsx';
import { readLetters } from './ui/prefs.ts';
import './tokens.css';
import './lab.css';

export interface LabShellProps {
  readonly source: OpenSource;
  /** Another number opens the same source anew. */
  readonly nth?: number;
  /** Shown in place of a source that cannot be opened. */
  readonly otherwise: OpenSource;
  readonly locale: Locale;
  readonly className: string;
  readonly height?: number | string | undefined;
  readonly challenge?: ChallengeId | undefined;
  readonly onChallenge?: ((result: ChallengeResult) => void) | undefined;
  readonly createWorker?: (() => Worker) | undefined;
  /** A lab that is the whole page hears keys also while nothing on it has the focus. */
  readonly ownsPage?: boolean;
  readonly children: ReactNode;
}

const defaultWorker = (): Worker =>
  new Worker(new URL('./worker/lab.worker.ts', import.meta.url), { type: 'module' });

/** A lab at work: its worker, its controller, its keys. It starts when it is first seen. */
export function LabShell(props: LabShellProps) {
  const { source, otherwise, locale, className, height, challenge, children } = props;
  const root = useRef<HTMLDivElement>(null);
  const [lab, setLab] = useState<LabController | null>(null);
  const meta = useMeta(lab);
  const t = useMemo(() => voiceOf(locale, meta), [locale, meta]);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    let started: { controller: LabController; worker: Worker } | null = null;
    const element = root.current;
    if (!element) return;
    const start = () => {
      const { createWorker = defaultWorker, onChallenge } = latest.current;
      const worker = createWorker();
      const store = createLabStore({
        calm: matchMedia('(prefers-reduced-motion: reduce)').matches,
        letters: readLetters(),
      });
      const controller = new LabController(wrap<LabWorker>(worker), store, {
        ...(challenge ? { challenge } : {}),
        ...(onChallenge ? { onChallenge: (result) => latest.current.onChallenge?.(result) } : {}),
      });
      worker.addEventListener('error', ({ message }) => {
        store.setState({
          problem: { code: 'internal', place: '', detail: message },
          playing: false,
        });
      });
      controller.root = element;
      started = { controller, worker };
      setLab(controller);
    };
    const watch = new IntersectionObserver((entries) => {
      const visible = entries.some(({ isIntersecting }) => isIntersecting);
      if (visible && !started) start();
      if (started) started.controller.player.visible = visible;
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      started?.controller.dispose();
      started?.worker.terminate();
      setLab(null);
    };
  }, [challenge]);

  const key = JSON.stringify([source, props.nth ?? 0]);
  useEffect(() => {
    if (lab) void lab.open(latest.current.source, otherwise);
    // The source is compared by what it says: a page builds it anew for each picture.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [lab, key]);

  useEffect(() => {
    const query = matchMedia('(prefers-reduced-motion: reduce)');
    const follow = () => lab?.store.setState({ calm: query.matches });
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [lab]);

  const value = useMemo(() => (lab ? { lab, t } : null), [lab, t]);
  const ownsPage = props.ownsPage ?? false;
  useEffect(() => {
    if (!lab || !ownsPage) return;
    const hear = (event: globalThis.KeyboardEvent) => {
      if (event.target !== document.body || event.defaultPrevented) return;
      if (pressKey(lab, event, t)) event.preventDefault();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [lab, ownsPage, t]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!lab || event.defaultPrevented || takesKeys(event)) return;
    if (pressKey(lab, event, t)) event.preventDefault();
  };
  return (
    // The lab listens for keys that its own focusable parts do not take.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={root}
      className={`lab ${className}`}
      lang={t.lang}
      style={height === undefined ? undefined : { height }}
      onKeyDown={onKeyDown}
    >
      {value ? (
        <LabContext value={value}>
          {children}
          <Live />
        </LabContext>
      ) : (
        <p className="lab-loading">{t.loading}</p>
      )}
    </div>
  );
}

/** What is known of the run, from outside of the lab's own context. */
function useMeta(lab: LabController | null): RunMeta | null {
  return useSyncExternalStore(
    useCallback((heard: () => void) => lab?.store.subscribe(heard) ?? (() => {}), [lab]),
    () => lab?.store.getState().meta ?? null,
    () => null,
  );
}

/** Fields, sliders, menus and dialogs have keys of their own; buttons only Space and Enter. */
function takesKeys({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (
    target.closest('input[type=text], input[type=number], select, textarea, dialog, [role=menu]')
  ) {
    return true;
  }
  const slider = target.closest('input[type=range], input[type=checkbox], .lab-lines, [role=tab]');
  if (slider) return key.startsWith('Arrow') || key === 'Home' || key === 'End' || key === ' ';
  const pressed = key === ' ' || key === 'Enter';
  return pressed &&
    target.closest('button, a, summary, [data-client], [data-link], [data-zone]') !== null
    ? pressSvg(target)
    : false;
}

/** A button drawn in SVG is no button to the browser: its press is passed on by hand. */
function pressSvg(target: Element): boolean {
  if (target instanceof SVGElement) {
    target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }
  return true;
}

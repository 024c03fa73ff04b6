import { wrap } from 'comlink';
import {
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
import { Live } from './ui/live.tsx';
import { readLetters } from './ui/prefs.ts';
import { useKeys } from './ui/use-keys.ts';
import { useSame } from './ui/use-same.ts';
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

  const asked = useSame({ source, otherwise, nth: props.nth ?? 0 });
  useEffect(() => {
    if (lab) void lab.open(asked.source, asked.otherwise);
  }, [lab, asked]);

  useEffect(() => {
    const query = matchMedia('(prefers-reduced-motion: reduce)');
    const follow = () => lab?.store.setState({ calm: query.matches });
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [lab]);

  const value = useMemo(() => (lab ? { source: lab, lab, t } : null), [lab, t]);
  useKeys(root, lab, t, props.ownsPage ?? false);
  return (
    <div
      ref={root}
      className={`lab ${className}`}
      lang={t.lang}
      style={height === undefined ? undefined : { height }}
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

import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { LabBody } from '../body.tsx';
import { useLab, useLabState, useText } from '../controller/context.ts';
import type { View } from '../controller/store.ts';
import type { Locale } from '../i18n/catalog.ts';
import { DEFAULT_CHOICE } from '../model/builtins.ts';
import type { BuiltinChoice, OpenSource } from '../model/run.ts';
import { LabShell } from '../shell.tsx';
import { ScenarioPicker } from './scenario-picker.tsx';
import { ShareSheet } from './share-sheet.tsx';
import { type Theme, TopBar } from './top-bar.tsx';
import { searchOfChoice, sourceOfUrl } from './url.ts';
import './page.css';

const VIEWS: readonly View[] = [
  'stage',
  'log',
  'timeline',
  'why',
  'inspector',
  'invariants',
  'transcript',
];
/** Browsers and servers differ in what they bear; a fragment this long still opens everywhere. */
const LONGEST_FRAGMENT = 16_000;

/** Loaded where real servers are asked for: a page that simulates does not pay for it. */
const LivePage = lazy(async () => ({
  default: (await import('../live/live-page.tsx')).LivePage,
}));

/** The lab as a page: its address is the run, its looks are the reader's. */
export function LabPage({ createWorker }: { readonly createWorker?: () => Worker }) {
  const [run, setRun] = useState<{ readonly source: OpenSource; readonly nth: number }>(() => ({
    source: sourceOfUrl(location.search, location.hash),
    nth: 0,
  }));
  const open = useCallback(
    (source: OpenSource) => setRun((before) => ({ source, nth: before.nth + 1 })),
    [],
  );
  const [locale, setLocale] = useState<Locale>(firstLocale);
  const [theme, setTheme] = useState<Theme>(firstTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
    document.title = locale === 'zh' ? 'Menagerie 共识实验室' : 'Menagerie: the consensus lab';
  }, [locale]);
  useEffect(() => {
    // Back and forward, and a link pasted over this one.
    const follow = () => open(sourceOfUrl(location.search, location.hash));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [open]);
  const choose = useCallback(
    (choice: BuiltinChoice) => {
      const query = new URLSearchParams(searchOfChoice(choice));
      history.pushState(null, '', `${location.pathname}?${query.toString()}`);
      open({ type: 'builtin', choice });
    },
    [open],
  );
  const openFile = useCallback(
    (file: File) => {
      void file.text().then((text) => open({ type: 'text', text }));
    },
    [open],
  );
  useDrop(openFile);
  const onTheme = () => setTheme(keep('theme', theme === 'dark' ? 'light' : 'dark'));
  const onLocale = () => setLocale(keep('locale', locale === 'en' ? 'zh' : 'en'));
  if (new URLSearchParams(location.search).has('live')) {
    return (
      <Suspense fallback={<div className="lab is-page" aria-busy="true" />}>
        <LivePage locale={locale} theme={theme} onTheme={onTheme} onLocale={onLocale} />
      </Suspense>
    );
  }
  return (
    <main>
      <LabShell
        className="is-page"
        source={run.source}
        nth={run.nth}
        otherwise={{ type: 'builtin', choice: DEFAULT_CHOICE }}
        locale={locale}
        createWorker={createWorker}
        ownsPage
      >
        <TopBar theme={theme} onTheme={onTheme} onLocale={onLocale} />
        <LabBody views={VIEWS} />
        <ScenarioPicker onChoose={choose} onFile={openFile} />
        <ShareSheet />
        <Address />
        <Loading />
      </LabShell>
    </main>
  );
}

/** Opens a file that is dropped anywhere on the page: a second way to what the picker's button does. */
function useDrop(openFile: (file: File) => void): void {
  useEffect(() => {
    const allow = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      openFile(file);
    };
    addEventListener('dragover', allow);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', allow);
      removeEventListener('drop', drop);
    };
  }, [openFile]);
}

/** Keeps the run in the address, so that a reload or a bookmark is the same run. */
function Address() {
  const lab = useLab();
  const branch = useLabState((state) => state.branch);
  const branches = useLabState((state) => state.branches.length);
  useEffect(() => {
    if (branches < 2) return;
    let gone = false;
    void lab.worker.share(branch).then(({ fragment }) => {
      if (gone || fragment.length > LONGEST_FRAGMENT) return;
      history.replaceState(null, '', `${location.pathname}${location.search}#${fragment}`);
    });
    return () => {
      gone = true;
    };
  }, [lab, branch, branches]);
  return null;
}

function Loading() {
  const t = useText();
  const loading = useLabState((state) => state.meta === null);
  return loading ? <p className="lab-loading">{t.loading}</p> : null;
}

function firstLocale(): Locale {
  const wanted = new URLSearchParams(location.search).get('lang') ?? kept('locale');
  if (wanted === 'zh' || wanted === 'en') return wanted;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

function firstTheme(): Theme {
  const wanted = new URLSearchParams(location.search).get('theme') ?? kept('theme');
  if (wanted === 'light' || wanted === 'dark') return wanted;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(`menagerie.${name}`);
  } catch {
    return null;
  }
}

function keep<T extends string>(name: string, value: T): T {
  try {
    localStorage.setItem(`menagerie.${name}`, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  return value;
}

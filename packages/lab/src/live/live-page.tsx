import { Moon, Sun } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { LabContext, useLabState, useText } from '../controller/context.ts';
import type { Locale } from '../i18n/catalog.ts';
import { voiceOf } from '../i18n/voice.ts';
import { Ledger } from '../panels/ledger.tsx';
import { ActMenu } from '../stage/act-menu.tsx';
import { Stage } from '../stage/stage.tsx';
import { Tools } from '../stage/tools.tsx';
import { VerbBar } from '../stage/verb-bar.tsx';
import { readLetters } from '../ui/prefs.ts';
import { LiveContext, useLive, useLiveState } from './context.ts';
import { newestSentence } from './events-panel.tsx';
import { LiveController } from './live-controller.ts';
import { LiveRail } from './live-rail.tsx';
import { FLIGHT_MS } from './model/flights.ts';
import { useLiveKeys } from './use-live-keys.ts';
import { liveEn } from './words-en.ts';
import { liveZh } from './words-zh.ts';
import { WriteBar } from './write-bar.tsx';
import '../tokens.css';
import '../lab.css';
import '../panels/panels.css';
import './live.css';

export interface LivePageProps {
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
  readonly onTheme: () => void;
  readonly onLocale: () => void;
}

/** Real servers on the stage of the lab. */
export function LivePage(props: LivePageProps) {
  const root = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState<LiveController | null>(null);
  useEffect(() => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const started = new LiveController(addressOf(location), tokenOf(), calm.matches, readLetters());
    started.root = root.current;
    setLive(started);
    const follow = () => started.store.setState({ calm: calm.matches });
    calm.addEventListener('change', follow);
    return () => {
      calm.removeEventListener('change', follow);
      started.dispose();
    };
  }, []);
  const words = props.locale === 'zh' ? liveZh : liveEn;
  return (
    <div ref={root} className="lab is-page" lang={props.locale === 'zh' ? 'zh-CN' : 'en'}>
      {live === null ? (
        <p className="lab-loading">{words.connecting}</p>
      ) : (
        <Show {...props} live={live} root={root} />
      )}
    </div>
  );
}

interface ShowProps extends LivePageProps {
  readonly live: LiveController;
  readonly root: React.RefObject<HTMLDivElement | null>;
}

function Show({ live, root, locale, ...bar }: ShowProps) {
  const meta = useStore(live.store, (state) => state.meta);
  const t = useMemo(() => voiceOf(locale, meta), [locale, meta]);
  const words = locale === 'zh' ? liveZh : liveEn;
  const lab = useMemo(() => ({ source: live, lab: null, t }), [live, t]);
  const shown = useMemo(() => ({ live, words }), [live, words]);
  useLiveKeys(root, live, t);
  return (
    <LabContext value={lab}>
      <LiveContext value={shown}>
        <LiveBar {...bar} />
        <LiveBody />
        <ActMenu />
        <Heard />
      </LiveContext>
    </LabContext>
  );
}

function LiveBar({ theme, onTheme, onLocale }: Omit<LivePageProps, 'locale'>) {
  const { live, words } = useLive();
  const t = useText();
  const frozen = useLiveState((state) => state.frozen);
  const heartbeats = useLiveState((state) => state.heartbeats);
  useLiveState(({ tick }) => tick);
  const lost = live.model?.lost ?? 0;
  return (
    <header className="lab-top">
      <a className="lab-home" href="../">
        {t.page.home}
      </a>
      <span className="lab-band is-live" title={words.bandTitle}>
        {words.band}
      </span>
      <b className="lab-live-title">{`${t.own.name} · ${words.title}`}</b>
      <span className="lab-top-space" />
      {lost > 0 && (
        <output className="lab-live-lost" data-lost={lost}>
          {words.notShown(lost)}
        </output>
      )}
      <label className="lab-live-check">
        <input
          type="checkbox"
          checked={heartbeats}
          onChange={(event) => live.showHeartbeats(event.target.checked)}
        />
        {words.heartbeats}
      </label>
      <button
        type="button"
        data-control="freeze"
        aria-pressed={frozen}
        onClick={() => live.freeze(!frozen)}
      >
        {frozen ? words.goOn : words.freeze}
      </button>
      <a className="lab-live-to-sim" href="./">
        {words.toSim}
      </a>
      <button
        type="button"
        data-open="locale"
        onClick={onLocale}
        title={t.page.languageTitle}
        lang={t.lang === 'en' ? 'zh-CN' : 'en'}
      >
        {t.lang === 'en' ? '中' : 'EN'}
        <span className="lab-unseen">{t.page.language}</span>
      </button>
      <button
        type="button"
        data-open="theme"
        onClick={onTheme}
        aria-label={theme === 'dark' ? t.page.light : t.page.dark}
      >
        {theme === 'dark' ? <Sun size={16} aria-hidden /> : <Moon size={16} aria-hidden />}
      </button>
    </header>
  );
}

function LiveBody() {
  const { live, words } = useLive();
  const absent = useLiveState((state) => state.absent);
  const mayAct = useLiveState((state) => state.mayAct);
  const notice = useLabState((state) => state.notice);
  const ready = useLabState((state) => state.frame !== null);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => live.store.setState({ notice: null }), 6000);
    return () => clearTimeout(timer);
  }, [notice, live]);
  return (
    <main className="lab-live" aria-busy={!ready}>
      {absent && (
        <p className="lab-live-absent" role="alert">
          {words.absent}
        </p>
      )}
      {!absent && ready && !mayAct && <p className="lab-hint lab-live-note">{words.watching}</p>}
      <div className="lab-live-stage">
        <div className="lab-stage-box">
          {mayAct && <Tools />}
          <Stage />
          {notice !== null && (
            <p className="lab-notice" role="status">
              {notice}
            </p>
          )}
        </div>
        {mayAct && <VerbBar />}
        {mayAct && <WriteBar />}
        <p className="lab-hint lab-live-note">{words.drawn(FLIGHT_MS)}</p>
        <Ledger />
      </div>
      <LiveRail />
    </main>
  );
}

/** What a screen reader is told: who leads, and who changed what it is. */
function Heard() {
  const { live, words } = useLive();
  const t = useText();
  useLiveState(({ tick }) => tick);
  return (
    <p className="lab-unseen" role="status" aria-label={t.page.live}>
      {newestSentence(live.model?.lines ?? [], words, t)}
    </p>
  );
}

function addressOf({ protocol, host }: Location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/live/`;
}

const TOKEN = 'menagerie.token';

/**
 * From the address, where only this page sees it; kept as long as the tab is open, and out of what
 * a reader may copy to somebody else.
 */
function tokenOf(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  try {
    if (given !== null) {
      sessionStorage.setItem(TOKEN, given);
      history.replaceState(null, '', `${location.pathname}${location.search}`);
    }
    return given ?? sessionStorage.getItem(TOKEN);
  } catch {
    return given;
  }
}

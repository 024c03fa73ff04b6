import { ChevronDown, CircleHelp, Moon, Share2, Sun } from 'lucide-react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import { isBuiltinName } from '../model/builtins.ts';
import { focusSelection } from '../ui/focus.ts';

const FIRST_SERVER = { type: 'server', server: 0 } as const;

export type Theme = 'light' | 'dark';

interface TopBarProps {
  readonly theme: Theme;
  readonly onTheme: () => void;
  readonly onLocale: () => void;
}

/** What is played, and how: the band tells that it is a simulation. */
export function TopBar({ theme, onTheme, onLocale }: TopBarProps) {
  const lab = useLab();
  const t = useText();
  const meta = useLabState((state) => state.meta);
  const hash = useLabState((state) => state.frame?.hash ?? '');
  const title = meta?.title ?? '';
  const open = (sheet: 'help' | 'scenario' | 'share') => lab.store.setState({ sheet });
  return (
    <header className="lab-top">
      <button
        type="button"
        className="lab-skip"
        onClick={() => focusSelection(lab, lab.store.getState().selection ?? FIRST_SERVER)}
      >
        {t.page.skip}
      </button>
      <a className="lab-home" href="../">
        {t.page.home}
      </a>
      <span className="lab-band" title={t.simTitle}>
        {t.sim}
      </span>
      <a className="lab-band lab-wide-only" href="?live" title={t.liveTitle}>
        {t.live}
      </a>
      <button
        type="button"
        className="lab-scenario-button"
        data-open="scenario"
        aria-haspopup="dialog"
        onClick={() => open('scenario')}
      >
        <span>
          {meta && <small>{t.own.name}</small>}
          <b>{isBuiltinName(title) ? t.scenario.titles[title] : title || t.scenario.name}</b>
          {meta && (
            <small className="lab-seed">{`${t.servers(meta.servers)} · ${t.scenario.seed} ${meta.seed}`}</small>
          )}
        </span>
        <ChevronDown size={15} aria-hidden />
      </button>
      {meta?.mutant && (
        <span className="lab-mutant" title={meta.mutant.mistake[t.locale]}>
          {t.scenario.withMutant(meta.mutant.id)}
        </span>
      )}
      <span className="lab-top-space" />
      <output className="lab-unseen" data-hash={hash}>
        {`${t.share.hash} ${hash}`}
      </output>
      <button
        type="button"
        data-open="share"
        aria-haspopup="dialog"
        onClick={() => open('share')}
        title={t.share.name}
      >
        <Share2 size={16} aria-hidden />
        <span className="lab-wide-only">{t.share.name}</span>
      </button>
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
        title={theme === 'dark' ? t.page.light : t.page.dark}
      >
        {theme === 'dark' ? <Sun size={16} aria-hidden /> : <Moon size={16} aria-hidden />}
      </button>
      <button
        type="button"
        data-open="help"
        aria-haspopup="dialog"
        aria-label={t.page.help}
        title={`${t.page.help} (?)`}
        onClick={() => open('help')}
      >
        <CircleHelp size={16} aria-hidden />
      </button>
    </header>
  );
}

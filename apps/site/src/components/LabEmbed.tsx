import BrowserOnly from '@docusaurus/BrowserOnly';
import ErrorBoundary from '@docusaurus/ErrorBoundary';
import Link from '@docusaurus/Link';
import type { LabProps } from '@menagerie/lab';
import { lazy, type ReactNode, Suspense } from 'react';
import { type LabPlace, labHref } from '../lib/lab-href.ts';
import { useLanguage, useText } from '../lib/language.ts';
import styles from './LabEmbed.module.css';
import { useVisible } from './use-visible.ts';

// The lab's code is fetched when a lab comes near the screen, and by pages without one never.
const LazyLab = lazy(async () => ({ default: (await import('@menagerie/lab')).Lab }));

const words = {
  label: { en: 'Lab', zh: '实验室' },
  loading: { en: 'Setting up the ensemble…', zh: '正在搭建集群……' },
  failed: {
    en: 'The lab did not start in this browser. Reload the page, or open the full lab.',
    zh: '实验室未能在这个浏览器中启动。请刷新页面，或打开完整的实验室。',
  },
  noScript: {
    en: 'The lab runs in your browser and needs JavaScript. The text below stands without it.',
    zh: '实验室在浏览器里运行，需要 JavaScript。不运行也不影响阅读下文。',
  },
  full: { en: 'Open in the full lab', zh: '在完整的实验室中打开' },
};

function Notice({ children }: { readonly children: string }): ReactNode {
  return <p className={styles.waiting}>{children}</p>;
}

function Failure(): ReactNode {
  return <Notice>{useText()(words.failed)}</Notice>;
}

export type LabEmbedProps = Omit<LabProps, 'locale' | 'fullLabHref'>;

/** A lab within a text. It keeps its room from the first paint, so that nothing below it jumps. */
export function LabEmbed({ height = 460, ...lab }: LabEmbedProps): ReactNode {
  const say = useText();
  const locale = useLanguage();
  const [ref, visible] = useVisible<HTMLDivElement>();
  const waiting = <Notice>{say(words.loading)}</Notice>;
  return (
    <section className={styles.frame} aria-label={say(words.label)}>
      <div ref={ref} className={styles.room} style={{ minHeight: height }}>
        <noscript>
          <Notice>{say(words.noScript)}</Notice>
        </noscript>
        <BrowserOnly fallback={<div />}>
          {() =>
            visible ? (
              <ErrorBoundary fallback={Failure}>
                <Suspense fallback={waiting}>
                  <LazyLab {...lab} locale={locale} height={height} />
                </Suspense>
              </ErrorBoundary>
            ) : (
              waiting
            )
          }
        </BrowserOnly>
      </div>
      <p className={styles.full}>
        <Link to={labHref(locale, placeOf(lab))} autoAddBaseUrl={false} target="_self">
          {say(words.full)}
        </Link>
      </p>
    </section>
  );
}

function placeOf({ protocol, scenario }: LabEmbedProps): LabPlace {
  return protocol === undefined ? { scenario } : { protocol, scenario };
}

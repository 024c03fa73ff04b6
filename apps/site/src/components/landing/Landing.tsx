import Link from '@docusaurus/Link';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { usePluginData } from '@docusaurus/useGlobalData';
import CodeBlock from '@theme/CodeBlock';
import Layout from '@theme/Layout';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Score } from '../../lib/corrections/view.ts';
import { isBeside, labHref } from '../../lib/lab-href.ts';
import { useLanguage } from '../../lib/language.ts';
import { content, example, type LandingContent } from './content.ts';
import { EnsembleFigure } from './EnsembleFigure.tsx';
import styles from './Landing.module.css';

function Hero({ text }: { readonly text: LandingContent }): ReactNode {
  const language = useLanguage();
  return (
    <header className={styles.hero}>
      <div className={styles.hook}>
        <h1>
          <span>{text.hook[0]}</span> <span>{text.hook[1]}</span>
        </h1>
        <p className={styles.lead}>{text.lead}</p>
        <p className={styles.actions}>
          <Link className="button button--primary button--lg" to="/docs/learn/kill-the-leader">
            {text.start}
          </Link>
          <Link
            className={clsx(styles.second)}
            to={labHref(language)}
            autoAddBaseUrl={false}
            target="_self"
          >
            {text.lab}
          </Link>
        </p>
      </div>
      <EnsembleFigure />
    </header>
  );
}

function Doors({ text }: { readonly text: LandingContent }): ReactNode {
  return (
    <section className={styles.section} aria-labelledby="doors">
      <h2 id="doors">{text.doorsTitle}</h2>
      <div className={styles.doors}>
        {text.doors.map((door) => (
          <article key={door.to} className={styles.door}>
            <p className={styles.who}>{door.who}</p>
            <h3>{door.title}</h3>
            <p>{door.text}</p>
            <Link
              to={door.to}
              autoAddBaseUrl={!isBeside(door.to)}
              target={isBeside(door.to) ? '_self' : undefined}
            >
              {door.action}
            </Link>
          </article>
        ))}
      </div>
    </section>
  );
}

function Article({ text }: { readonly text: LandingContent }): ReactNode {
  const score = usePluginData('corrections') as Score;
  return (
    <section className={styles.section} aria-labelledby="article">
      <div className={styles.split}>
        <div>
          <h2 id="article">{text.articleTitle}</h2>
          <p>{text.article(score.total, score.right)}</p>
          <Link className="button button--outline button--primary" to="/corrections">
            {text.toCorrections}
          </Link>
        </div>
        <article className={styles.claim}>
          <p className={styles.question}>{text.question}</p>
          <p>{text.answer}</p>
          <Link to="/corrections/c13">{text.toClaim}</Link>
        </article>
      </div>
    </section>
  );
}

/** The front page: a hook, three doors, a run, and the article it all began with. */
export function Landing(): ReactNode {
  const text = content[useLanguage()];
  const { siteConfig } = useDocusaurusContext();
  const snippet = String(siteConfig.customFields?.['snippet']);
  return (
    <Layout title={text.title} description={text.description}>
      <main className={`container ${styles.page}`}>
        <Hero text={text} />
        <Doors text={text} />
        <section className={styles.section} aria-labelledby="run">
          <h2 id="run">{text.runTitle}</h2>
          <p className={styles.about}>{text.runText}</p>
          <CodeBlock language="ts">{snippet.trim()}</CodeBlock>
          <p className={styles.prints}>
            {text.runPrints} <samp>{example}</samp>
          </p>
        </section>
        <Article text={text} />
      </main>
    </Layout>
  );
}

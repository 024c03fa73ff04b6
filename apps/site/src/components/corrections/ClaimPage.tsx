import Link from '@docusaurus/Link';
import { PageMetadata } from '@docusaurus/theme-common';
import Layout from '@theme/Layout';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { ClaimLink, ClaimView, ProofView } from '../../lib/corrections/view.ts';
import { useText } from '../../lib/language.ts';
import { plain } from '../../lib/plain.ts';
import { Prose } from '../Prose.tsx';
import styles from './ClaimPage.module.css';
import { ExperimentCard } from './ExperimentCard.tsx';
import { SourceList } from './SourceList.tsx';
import { VerdictBadge, VerdictMark } from './VerdictBadge.tsx';
import { articleSection, words } from './words.ts';

function Proofs({ proofs }: { readonly proofs: readonly ProofView[] }): ReactNode {
  const say = useText();
  return (
    <ul className={styles.proofs}>
      {proofs.map((proof) =>
        proof.type === 'run' ? (
          <li key={proof.run}>
            <span className={styles.run}>
              {say(words.run)} {proof.run}
            </span>
            <Prose text={proof.shows} />
          </li>
        ) : (
          <li key={proof.type}>{say(words[proof.type])}</li>
        ),
      )}
    </ul>
  );
}

function Neighbour({
  link,
  direction,
}: {
  readonly link: ClaimLink;
  readonly direction: 'previous' | 'next';
}): ReactNode {
  const say = useText();
  return (
    <Link
      className={clsx(styles[direction])}
      to={`/corrections/${link.slug}`}
      rel={direction === 'next' ? 'next' : 'prev'}
    >
      <span className={styles.neighbourLabel}>
        {say(words[direction])} · {link.id}
      </span>
      <span className={styles.neighbourClaim}>
        <VerdictMark verdict={link.verdict} /> <Prose text={link.claim} />
      </span>
    </Link>
  );
}

/** One claim of the article: what it says, how it stands, what is right, and how we know. */
export default function ClaimPage({ data: claim }: { readonly data: ClaimView }): ReactNode {
  const say = useText();
  return (
    <Layout
      title={`${claim.id} · ${claim.verdictLabel}${say(words.colon)}${plain(claim.claim)}`}
      description={plain(claim.correct)}
    >
      <PageMetadata keywords={claim.keywords} />
      <main className={`container ${styles.page}`}>
        <nav className={styles.crumbs} aria-label={say(words.corrections)}>
          <Link to="/corrections">{say(words.corrections)}</Link>
          <span aria-hidden="true">/</span>
          <Link to={`/corrections?section=${claim.part.id}`}>{claim.part.title}</Link>
        </nav>

        <header className={styles.header}>
          <h1 className={styles.title}>
            <span className={styles.plate}>
              <span className={styles.id}>{claim.id}</span>{' '}
              <VerdictBadge verdict={claim.verdict} label={claim.verdictLabel} />
            </span>
            <span className={styles.hidden}>{say(words.colon)}</span>
            <span className={styles.claim}>
              <Prose text={claim.claim} />
            </span>
          </h1>
          <p className={styles.says}>{say(words.articleClaims)}</p>
          <p className={styles.meaning}>
            {say(articleSection(claim.section))} · {claim.verdictMeaning}
          </p>
        </header>

        <section className={styles.correct} aria-labelledby="correct">
          <h2 id="correct">{say(words.correct)}</h2>
          <p>
            <Prose text={claim.correct} />
          </p>
        </section>

        {claim.matters && (
          <section className={styles.section} aria-labelledby="matters">
            <h2 id="matters">{say(words.matters)}</h2>
            <p>
              <Prose text={claim.matters} />
            </p>
          </section>
        )}

        <section className={styles.section} aria-labelledby="proofs">
          <h2 id="proofs">{say(words.proofs)}</h2>
          <Proofs proofs={claim.proofs} />
        </section>

        {claim.experiments.length > 0 && (
          <section className={styles.section} aria-labelledby="experiments">
            <h2 id="experiments">{say(words.experiments)}</h2>
            {claim.experiments.map((experiment) => (
              <ExperimentCard key={experiment.id} experiment={experiment} heading="h3" />
            ))}
          </section>
        )}

        {claim.sources.length > 0 && (
          <section className={styles.section} aria-labelledby="sources">
            <h2 id="sources">{say(words.sources)}</h2>
            <SourceList sources={claim.sources} />
          </section>
        )}

        <p className={styles.topics}>
          {claim.topics.map((topic) => (
            <Link key={topic.key} to={`/corrections?topic=${topic.key}`}>
              {topic.label}
            </Link>
          ))}
        </p>

        <nav
          className={styles.neighbours}
          aria-label={`${say(words.previous)}, ${say(words.next)}`}
        >
          {claim.previous ? <Neighbour link={claim.previous} direction="previous" /> : <span />}
          {claim.next && <Neighbour link={claim.next} direction="next" />}
        </nav>
      </main>
    </Layout>
  );
}

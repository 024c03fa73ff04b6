import Link from '@docusaurus/Link';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Layout from '@theme/Layout';
import { type ReactNode, useMemo } from 'react';
import { matches } from '../../lib/corrections/filter.ts';
import type { ClaimRow, CorrectionsView } from '../../lib/corrections/view.ts';
import { useText } from '../../lib/language.ts';
import { HideWithoutScript } from '../HideWithoutScript.tsx';
import { Prose } from '../Prose.tsx';
import { CorrectionsIntroduction } from './CorrectionsIntroduction.tsx';
import styles from './CorrectionsPage.module.css';
import { Filters } from './Filters.tsx';
import { useFilter } from './use-filter.ts';
import { VerdictBadge } from './VerdictBadge.tsx';
import { words } from './words.ts';

function Row({
  claim,
  verdictLabel,
}: {
  readonly claim: ClaimRow;
  readonly verdictLabel: string;
}): ReactNode {
  return (
    <li className={styles.row}>
      <span className={styles.id} aria-hidden="true">
        {claim.id}
      </span>
      <div className={styles.body}>
        <h3 className={styles.claim}>
          <Link to={`/corrections/${claim.slug}`}>
            <span className={styles.hidden}>{claim.id}: </span>
            <Prose text={claim.claim} />
          </Link>
        </h3>
        <p className={styles.correct}>
          <Prose text={claim.correct} />
        </p>
      </div>
      <VerdictBadge verdict={claim.verdict} label={verdictLabel} />
    </li>
  );
}

/** All claims, in the order of the article, with the score and the filters. */
export default function CorrectionsPage({
  data: view,
}: {
  readonly data: CorrectionsView;
}): ReactNode {
  const say = useText();
  const known = useMemo(
    () => ({
      parts: view.parts.map(({ id }) => id),
      topics: view.topics.map(({ key }) => key),
      verdicts: view.verdicts.map(({ key }) => key),
    }),
    [view],
  );
  const [filter, setFilter] = useFilter(known);
  const shown = useMemo(
    () => view.claims.filter((claim) => matches(claim, filter)),
    [view, filter],
  );
  const labels = new Map(view.verdicts.map(({ key, label }) => [key, label]));
  const brokenLinks = useBrokenLinks();
  for (const part of view.parts) brokenLinks.collectAnchor(part.id);

  return (
    <Layout title={say(words.indexTitle)} description={say(words.indexDescription)}>
      <HideWithoutScript />
      <main className={`container ${styles.page}`}>
        <CorrectionsIntroduction total={view.claims.length} verdicts={view.verdicts} />
        <Filters view={view} filter={filter} shown={shown.length} onChange={setFilter} />
        {shown.length === 0 && <p>{say(words.none)}</p>}
        {view.parts.map((part) => {
          const claims = shown.filter((claim) => claim.part === part.id);
          return (
            claims.length > 0 && (
              <section key={part.id} aria-labelledby={part.id}>
                <h2 id={part.id} className={styles.part}>
                  {part.title}
                </h2>
                <ol className={styles.list}>
                  {claims.map((claim) => (
                    <Row
                      key={claim.id}
                      claim={claim}
                      verdictLabel={labels.get(claim.verdict) ?? ''}
                    />
                  ))}
                </ol>
              </section>
            )
          );
        })}
      </main>
    </Layout>
  );
}

import Link from '@docusaurus/Link';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { ExperimentPageView } from '../../lib/corrections/view.ts';
import { useText } from '../../lib/language.ts';
import { plain } from '../../lib/plain.ts';
import { ExperimentCard } from './ExperimentCard.tsx';
import styles from './ListPage.module.css';
import { VerdictMark } from './VerdictBadge.tsx';
import { words } from './words.ts';

const introduction = {
  en: 'Each experiment sets a prediction of the article beside what happens when it is run. Those that can be tried here carry a button.',
  zh: '每个实验都把文章的说法引出的预期，与实际运行的结果放在一起。已经可以动手的，带有按钮。',
};

export default function ExperimentsPage({
  data: experiments,
}: {
  readonly data: readonly ExperimentPageView[];
}): ReactNode {
  const say = useText();
  const brokenLinks = useBrokenLinks();
  for (const { slug } of experiments) brokenLinks.collectAnchor(slug);
  return (
    <Layout title={say(words.experiments)} description={say(introduction)}>
      <main className={`container ${styles.page}`}>
        <h1>{say(words.experiments)}</h1>
        <p className={styles.lead}>{say(introduction)}</p>
        {experiments.map((experiment) => (
          <ExperimentCard key={experiment.id} experiment={experiment} heading="h2">
            {experiment.claims.length > 0 && (
              <p className={styles.also}>
                {say(words.bearsOn)}
                {experiment.claims.map((claim) => (
                  <Link key={claim.id} to={`/corrections/${claim.slug}`} title={plain(claim.claim)}>
                    <VerdictMark verdict={claim.verdict} /> {claim.id}
                  </Link>
                ))}
              </p>
            )}
          </ExperimentCard>
        ))}
      </main>
    </Layout>
  );
}

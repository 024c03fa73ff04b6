import Link from '@docusaurus/Link';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { OmissionView } from '../../lib/corrections/view.ts';
import { useText } from '../../lib/language.ts';
import { Prose } from '../Prose.tsx';
import styles from './ListPage.module.css';
import { SourceList } from './SourceList.tsx';
import { words } from './words.ts';

const introduction = {
  en: 'A text that promises fault tolerance owes its reader these subjects. The article names none of them.',
  zh: '一篇以容错为题的文章，至少应当讲到下面这些内容。原文一项也没有提。',
};

export default function OmissionsPage({
  data: omissions,
}: {
  readonly data: readonly OmissionView[];
}): ReactNode {
  const say = useText();
  const brokenLinks = useBrokenLinks();
  for (const { slug } of omissions) brokenLinks.collectAnchor(slug);
  return (
    <Layout title={say(words.omissions)} description={say(introduction)}>
      <main className={`container ${styles.page}`}>
        <h1>{say(words.omissions)}</h1>
        <p className={styles.lead}>{say(introduction)}</p>
        {omissions.map((omission) => (
          <section key={omission.id} className={styles.entry} aria-labelledby={omission.slug}>
            <h2 id={omission.slug}>
              <span className={styles.id}>{omission.id}</span> <Prose text={omission.subject} />
            </h2>
            <p>
              <Prose text={omission.reason} />
            </p>
            {omission.experiments.length > 0 && (
              <p className={styles.also}>
                {say(words.seeExperiments)}
                {omission.experiments.map((experiment) => (
                  <Link key={experiment.id} to={`/corrections/experiments#${experiment.slug}`}>
                    {experiment.id} {experiment.name}
                  </Link>
                ))}
              </p>
            )}
            <h3 className={styles.sources}>{say(words.sources)}</h3>
            <SourceList sources={omission.sources} />
          </section>
        ))}
      </main>
    </Layout>
  );
}

import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import type { VerdictView } from '../../lib/corrections/view.ts';
import { useText } from '../../lib/language.ts';
import styles from './CorrectionsPage.module.css';
import { words } from './words.ts';

export interface CorrectionsIntroductionProps {
  readonly total: number;
  readonly verdicts: readonly VerdictView[];
}

const rule = {
  en: 'The article is paraphrased, never quoted; where it is right, we say so. See also ',
  zh: '这里不抄录原文，只转述它的意思；说对的地方，也会如实说对。另见',
};

/** What the reader is looking at, and how the claims were judged. */
export function CorrectionsIntroduction({
  total,
  verdicts,
}: CorrectionsIntroductionProps): ReactNode {
  const say = useText();
  const right = verdicts.find(({ key }) => key === 'true')?.count ?? 0;
  const lead = {
    en: `One Chinese article on ZooKeeper’s fault tolerance has been copied from site to site. We took it apart into ${total} factual claims and checked each; ${right} of them stand. Every claim comes with what is right instead, where that is written, and what a real ensemble did.`,
    zh: `中文互联网上有一篇讲 ZooKeeper 容错的文章流传很广。我们把其中的事实性说法拆成 ${total} 条，逐一核实，成立的有 ${right} 条。每一条都写明正确的说法、原始出处，以及在真实集群上能看到什么。`,
  };
  return (
    <header className={styles.introduction}>
      <h1>{say(words.indexTitle)}</h1>
      <p className={styles.lead}>{say(lead)}</p>
      <p>
        {say(rule)}
        <Link to="/corrections/omissions">{say(words.omissions)}</Link>
        {say({ en: ', ', zh: '、' })}
        <Link to="/corrections/experiments">{say(words.experiments)}</Link>
        {say({ en: '.', zh: '。' })}
      </p>
    </header>
  );
}

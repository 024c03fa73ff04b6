import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import type { VerdictView } from '../../lib/corrections/view.ts';
import { useLanguage } from '../../lib/language.ts';
import styles from './CorrectionsPage.module.css';

export interface CorrectionsIntroductionProps {
  readonly total: number;
  readonly verdicts: readonly VerdictView[];
}

/** What the reader is looking at, and how the claims were judged. */
export function CorrectionsIntroduction({
  total,
  verdicts,
}: CorrectionsIntroductionProps): ReactNode {
  const language = useLanguage();
  const right = verdicts.find(({ key }) => key === 'true')?.count ?? 0;
  if (language === 'zh') {
    return (
      <header className={styles.introduction}>
        <h1>逐条更正</h1>
        <p className={styles.lead}>
          中文互联网上有一篇讲 ZooKeeper 容错的文章流传很广。我们把其中的事实性说法拆成 {total}{' '}
          条逐一核实， 成立的有 {right}{' '}
          条。每一条都写明正确的说法、原始出处，以及在真实集群上能看到什么。
        </p>
        <p>
          这里不抄录原文，只转述它的意思；说对的地方，也会如实说对。另见
          <Link to="/corrections/omissions">文章没有提到的内容</Link>和
          <Link to="/corrections/experiments">全部实验</Link>。
        </p>
      </header>
    );
  }
  return (
    <header className={styles.introduction}>
      <h1>Corrections, claim by claim</h1>
      <p className={styles.lead}>
        One Chinese article on ZooKeeper’s fault tolerance has been copied all over the web. We took
        it apart into {total} factual claims and checked each; {right} of them stand. Every claim
        comes with what is right instead, where that is written, and what a real ensemble did.
      </p>
      <p>
        The article is paraphrased, never quoted; where it is right, we say so. See also{' '}
        <Link to="/corrections/omissions">what it leaves out</Link> and{' '}
        <Link to="/corrections/experiments">all experiments</Link>.
      </p>
    </header>
  );
}

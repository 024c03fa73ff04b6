import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { type Finding, findings } from '../../corrections/experiments/findings.ts';
import { useText } from '../../lib/language.ts';
import styles from './FindingList.module.css';

const words = {
  steps: (count: number) => ({
    en: count === 1 ? '1 step' : `${count} steps`,
    zh: `${count} 步`,
  }),
  scope: { en: 'Scope: ', zh: '范围：' },
  corrects: { en: 'Corrects ', zh: '更正：' },
  comma: { en: ', ', zh: '、' },
  runs: { en: '; seen in the recorded run ', zh: '；实测记录：' },
  stop: { en: '.', zh: '。' },
  cure: (states: number) => ({
    en: `The cure in the same scope: all ${states.toLocaleString('en')} states looked at, none fails so.`,
    zh: `对症的设计在同一范围内：${states.toLocaleString('en')} 个状态全部看过，没有一个这样失败。`,
  }),
};

/** What the searches of an experiment found, each by its shortest way. */
export function FindingList({ experiment }: { readonly experiment: string }): ReactNode {
  const shown = findings.filter((finding) => finding.experiment === experiment);
  return (
    <div className={styles.list}>
      {shown.map((finding, index) => (
        <FindingDetails key={finding.id} finding={finding} open={index === 0} />
      ))}
    </div>
  );
}

interface FindingDetailsProps {
  readonly finding: Finding;
  readonly open: boolean;
}

function FindingDetails({ finding, open }: FindingDetailsProps): ReactNode {
  const say = useText();
  const { id, title, scope, steps, cure } = finding;
  return (
    <details className={styles.finding} open={open} id={id.toLowerCase()}>
      <summary>
        <span className={styles.title}>{say(title)}</span>{' '}
        <span className={styles.count}>{say(words.steps(steps.length))}</span>
      </summary>
      <p className={styles.scope}>
        {say(words.scope)}
        {say(scope)}
        {say(words.stop)}
      </p>
      <ol>
        {steps.map((step, index) => (
          <li key={`${index} ${step.en}`}>{say(step)}</li>
        ))}
      </ol>
      {!cure.found && <p className={styles.cure}>{say(words.cure(cure.states))}</p>}
      <Corrected finding={finding} />
    </details>
  );
}

function Corrected({ finding: { claims, runs } }: { readonly finding: Finding }): ReactNode {
  const say = useText();
  return (
    <p className={styles.claims}>
      {say(words.corrects)}
      {claims.map((claim, index) => (
        <span key={claim}>
          {index > 0 && say(words.comma)}
          <Link to={`/corrections/${claim.toLowerCase()}`}>{claim}</Link>
        </span>
      ))}
      {runs.length > 0 && (
        <>
          {say(words.runs)}
          {runs.join(say(words.comma))}
        </>
      )}
      {say(words.stop)}
    </p>
  );
}

import type { ChallengeResult } from '@menagerie/lab';
import { type ReactNode, useState } from 'react';
import type { Bilingual } from '../../corrections/types.ts';
import { useText } from '../../lib/language.ts';
import { LabEmbed, type LabEmbedProps } from '../LabEmbed.tsx';
import styles from './Challenge.module.css';

const words = {
  title: { en: 'Challenge', zh: '挑战' },
  open: {
    en: 'The lab judges the run that you make; the outcome is said here.',
    zh: '实验室会根据你跑出的过程来判定，结果显示在这里。',
  },
  solved: { en: 'Solved.', zh: '完成。' },
  missed: { en: 'Not yet.', zh: '还没成功。' },
};

function outcome({ status, reached, leftAt }: ChallengeResult): Bilingual {
  if (status === 'passed') {
    const last = reached.at(-1)?.event ?? 0;
    return {
      en: `With event ${last} a write was committed in a later term than the crash, and the write before the crash is still there.`,
      zh: `到事件 ${last} 为止，崩溃之后更晚的任期里提交了写入，崩溃之前的写入也还在。`,
    };
  }
  return {
    en: `The run left the goal at event ${leftAt ?? 0}. Step back to before it and act otherwise.`,
    zh: `运行从事件 ${leftAt ?? 0} 开始偏离目标。请退回到它之前，换一种做法。`,
  };
}

export interface ChallengeProps extends Omit<LabEmbedProps, 'onChallenge'> {
  readonly challenge: NonNullable<LabEmbedProps['challenge']>;
  /** What is to be reached, in the page's language. */
  readonly goal: string;
}

/** A lab with a goal; the verdict comes from the trace of the reader's own run, and is spoken to screen readers. */
export function Challenge({ goal, ...lab }: ChallengeProps): ReactNode {
  const say = useText();
  const [result, setResult] = useState<ChallengeResult>();
  const status = result?.status ?? 'open';
  return (
    <div className={styles.challenge}>
      <p className={styles.goal}>
        <b>{say(words.title)}</b> {goal}
      </p>
      <LabEmbed {...lab} onChallenge={setResult} />
      <div className={`${styles.result} ${styles[status]}`} role="status" data-challenge={status}>
        {result === undefined || status === 'open' ? (
          say(words.open)
        ) : (
          <>
            <b>{say(status === 'passed' ? words.solved : words.missed)}</b> {say(outcome(result))}
          </>
        )}
      </div>
    </div>
  );
}

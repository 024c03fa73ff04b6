import { type ReactNode, useState } from 'react';
import { useText } from '../../lib/language.ts';
import { LabEmbed, type LabEmbedProps } from '../LabEmbed.tsx';
import type { ChallengeResult } from '../lab-adapter.tsx';
import styles from './Challenge.module.css';

const words = {
  title: { en: 'Challenge', zh: '挑战' },
  solved: { en: 'Solved.', zh: '完成。' },
  notYet: { en: 'Not yet.', zh: '还没成功。' },
  waiting: {
    en: 'The lab judges the run itself and reports here.',
    zh: '实验室会根据运行过程来判定，结果显示在这里。',
  },
  event: { en: 'The run left the goal at event', zh: '从这个事件开始偏离目标：' },
};

export interface ChallengeProps extends Omit<LabEmbedProps, 'onChallenge'> {
  readonly challenge: NonNullable<LabEmbedProps['challenge']>;
  /** What is to be reached, in the page's language. */
  readonly goal: string;
}

/** A lab with a goal; the verdict comes from the trace of the reader's own run, and is spoken to screen readers. */
export function Challenge({ goal, ...lab }: ChallengeProps): ReactNode {
  const say = useText();
  const [result, setResult] = useState<ChallengeResult>();
  const state = result === undefined ? 'waiting' : result.solved ? 'solved' : 'missed';
  return (
    <div className={styles.challenge}>
      <p className={styles.goal}>
        <b>{say(words.title)}</b> {goal}
      </p>
      <LabEmbed {...lab} onChallenge={setResult} />
      <div
        className={`${styles.result} ${styles[state]}`}
        role="status"
        aria-live="polite"
        data-challenge={state}
      >
        {result === undefined ? (
          say(words.waiting)
        ) : (
          <>
            <b>{say(result.solved ? words.solved : words.notYet)}</b> {result.explanation}
            {!result.solved && result.event !== undefined && (
              <>
                {' '}
                {say(words.event)} {result.event}
              </>
            )}
          </>
        )}
      </div>
    </div>
  );
}

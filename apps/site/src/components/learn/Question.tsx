import { type ReactNode, useId, useState } from 'react';
import { useText } from '../../lib/language.ts';
import styles from './Choice.module.css';

const words = {
  right: { en: 'Right.', zh: '对。' },
  wrong: { en: 'Not quite.', zh: '不对。' },
};

export interface Answer {
  readonly text: string;
  readonly right?: boolean;
  /** Why it is right or wrong; shown once it is chosen. */
  readonly because: string;
}

export interface QuestionProps {
  readonly ask: string;
  readonly answers: readonly Answer[];
}

/** A question with an immediate answer that says why, also to the reader who was right by luck. */
export function Question({ ask, answers }: QuestionProps): ReactNode {
  const say = useText();
  const name = useId();
  const [chosen, setChosen] = useState<Answer>();
  return (
    <fieldset className={styles.choice}>
      <legend>{ask}</legend>
      {answers.map((answer) => (
        <label key={answer.text}>
          <input
            type="radio"
            name={name}
            checked={chosen === answer}
            onChange={() => setChosen(answer)}
          />
          <span>{answer.text}</span>
        </label>
      ))}
      <p className={styles.reply} role="status">
        {chosen && (
          <>
            <b>{say(chosen.right ? words.right : words.wrong)}</b> {chosen.because}
          </>
        )}
      </p>
    </fieldset>
  );
}

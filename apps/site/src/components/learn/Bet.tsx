import { type ReactNode, useId } from 'react';
import { useText } from '../../lib/language.ts';
import { useBet } from './bets.ts';
import styles from './Choice.module.css';

const words = {
  placed: { en: 'Your bet stands. Now see.', zh: '押好了，往下看。' },
  none: {
    en: 'You placed no bet; the answer is below all the same.',
    zh: '你没有押注，不过答案照样在下面。',
  },
  won: { en: 'You bet on this, and won.', zh: '你押的正是这个，押中了。' },
  lost: { en: 'You had bet:', zh: '你押的是：' },
};

export interface BetProps {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
}

/** A prediction made before anything is explained: what a reader has bet on, he wants to see settled. */
export function Bet({ id, question, options }: BetProps): ReactNode {
  const say = useText();
  const name = useId();
  const [bet, place] = useBet(id);
  return (
    <fieldset className={styles.choice}>
      <legend>{question}</legend>
      {options.map((option, index) => (
        <label key={option}>
          <input type="radio" name={name} checked={bet === index} onChange={() => place(index)} />
          <span>{option}</span>
        </label>
      ))}
      <p className={styles.reply} role="status">
        {bet !== undefined && say(words.placed)}
      </p>
    </fieldset>
  );
}

export interface BetOutcomeProps extends Omit<BetProps, 'question'> {
  /** Index of the option that comes true. */
  readonly answer: number;
}

/** How the bet came out, said where the text explains it. */
export function BetOutcome({ id, options, answer }: BetOutcomeProps): ReactNode {
  const say = useText();
  const [bet] = useBet(id);
  return (
    <p className={styles.outcome}>
      <b>{options[answer]}</b>{' '}
      <span>
        {bet === undefined && say(words.none)}
        {bet === answer && say(words.won)}
        {bet !== undefined && bet !== answer && `${say(words.lost)} ${options[bet] ?? ''}`}
      </span>
    </p>
  );
}

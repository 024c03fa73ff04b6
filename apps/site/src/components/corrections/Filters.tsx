import { type ReactNode, useId } from 'react';
import {
  type ClaimFilter,
  everything,
  formatFilter,
  toggleVerdict,
} from '../../lib/corrections/filter.ts';
import type { CorrectionsView, VerdictView } from '../../lib/corrections/view.ts';
import { useText } from '../../lib/language.ts';
import styles from './Filters.module.css';
import { VerdictMark } from './VerdictBadge.tsx';
import { countOf, words } from './words.ts';

export interface FiltersProps {
  readonly view: CorrectionsView;
  readonly filter: ClaimFilter;
  readonly shown: number;
  readonly onChange: (filter: ClaimFilter) => void;
}

/** The score: how many claims stand how, and by a press only those. */
function Verdicts({ view, filter, onChange }: FiltersProps): ReactNode {
  const say = useText();
  const toggle = ({ key, label, meaning, count }: VerdictView): ReactNode => (
    <button
      key={key}
      type="button"
      className={`${styles.verdict} ${styles[key]}`}
      style={{ flexGrow: count }}
      aria-pressed={filter.verdicts.includes(key)}
      title={meaning}
      onClick={() => onChange(toggleVerdict(filter, key))}
    >
      <span className={styles.count}>{count}</span>
      <span className={styles.label}>
        <VerdictMark verdict={key} /> {label}
      </span>
    </button>
  );
  return (
    <div className={styles.score} role="group" aria-label={say(words.verdict)}>
      {view.verdicts.map(toggle)}
    </div>
  );
}

export function Filters(props: FiltersProps): ReactNode {
  const { view, filter, shown, onChange } = props;
  const say = useText();
  const id = useId();
  const filtered = formatFilter(filter) !== '';
  return (
    <search className={styles.filters}>
      <Verdicts {...props} />
      <form className={styles.fields} onSubmit={(event) => event.preventDefault()}>
        <label className={styles.find} htmlFor={`${id}-find`}>
          <span>{say(words.find)}</span>
          <input
            id={`${id}-find`}
            type="search"
            autoComplete="off"
            placeholder={say(words.findHint)}
            value={filter.query}
            onChange={(event) => onChange({ ...filter, query: event.target.value })}
          />
        </label>
        <label htmlFor={`${id}-section`}>
          <span>{say(words.section)}</span>
          <select
            id={`${id}-section`}
            value={filter.part}
            onChange={(event) => onChange({ ...filter, part: event.target.value })}
          >
            <option value="">{say(words.all)}</option>
            {view.parts.map((part) => (
              <option key={part.id} value={part.id}>
                {part.title}
              </option>
            ))}
          </select>
        </label>
        <label htmlFor={`${id}-topic`}>
          <span>{say(words.topic)}</span>
          <select
            id={`${id}-topic`}
            value={filter.topic}
            onChange={(event) => {
              const topic = view.topics.find(({ key }) => key === event.target.value);
              onChange({ ...filter, topic: topic?.key ?? '' });
            }}
          >
            <option value="">{say(words.all)}</option>
            {view.topics.map((topic) => (
              <option key={topic.key} value={topic.key}>
                {topic.label} ({topic.count})
              </option>
            ))}
          </select>
        </label>
      </form>
      <p className={styles.status}>
        <span role="status">{say(countOf(shown, view.claims.length))}</span>
        {filtered && (
          <button type="button" className={styles.clear} onClick={() => onChange(everything)}>
            {say(words.clear)}
          </button>
        )}
      </p>
    </search>
  );
}

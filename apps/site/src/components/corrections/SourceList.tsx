import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import type { CitationView } from '../../lib/corrections/view.ts';
import { useText } from '../../lib/language.ts';
import styles from './SourceList.module.css';
import { readings } from './words.ts';

/** Primary sources, each with the place in it and how far it was read. */
export function SourceList({ sources }: { readonly sources: readonly CitationView[] }): ReactNode {
  const say = useText();
  return (
    <ul className={styles.list}>
      {sources.map((source) => (
        <li key={`${source.key} ${source.heading ?? ''}`}>
          <span lang="en">
            {source.href ? <Link href={source.href}>{source.title}</Link> : source.title}
            {source.heading && <span className={styles.place}> · {source.heading}</span>}
          </span>{' '}
          <span className={styles.reading}>{say(readings[source.reading])}</span>
          {source.note && <span className={styles.note}>{source.note}</span>}
        </li>
      ))}
    </ul>
  );
}

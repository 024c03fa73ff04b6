import Link from '@docusaurus/Link';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Layout from '@theme/Layout';
import clsx from 'clsx';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { entries, findEntry } from '../../glossary/entries.ts';
import type { GlossaryEntry } from '../../glossary/types.ts';
import { fold } from '../../lib/corrections/filter.ts';
import { useLanguage, useText } from '../../lib/language.ts';
import { HideWithoutScript } from '../HideWithoutScript.tsx';
import { Prose } from '../Prose.tsx';
import styles from './GlossaryPage.module.css';
import { searchEntries } from './search.ts';
import { termCount, words } from './words.ts';

// By the English word in both languages: collation of Chinese differs between the build and the browser.
const sorted = [...entries].sort((a, b) => (fold(a.en) < fold(b.en) ? -1 : 1));

function Entry({ entry }: { readonly entry: GlossaryEntry }): ReactNode {
  const language = useLanguage();
  const say = useText();
  const [own, other] = language === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const);
  return (
    <div className={styles.entry}>
      <dt id={entry.id} className={styles.term}>
        <Link className={clsx(styles.anchor)} to={`#${entry.id}`}>
          {entry[own]}
        </Link>{' '}
        {entry[other] !== entry[own] && (
          <span className={styles.other} lang={other === 'zh' ? 'zh-Hans' : 'en'}>
            {entry[other]}
          </span>
        )}
      </dt>
      <dd className={styles.meaning}>
        <p>
          <Prose text={entry.meaning[own]} />
        </p>
        {(entry.also ?? []).length > 0 && (
          <p className={styles.small}>
            {say(words.also)}
            {entry.also?.join(language === 'zh' ? '、' : ', ')}
          </p>
        )}
        {(entry.see ?? []).length > 0 && (
          <p className={styles.small}>
            {say(words.see)}
            {entry.see?.map((id) => (
              <Link key={id} to={`#${id}`}>
                {findEntry(id)?.[own] ?? id}
              </Link>
            ))}
          </p>
        )}
      </dd>
    </div>
  );
}

/** Every term of the project in both languages, with an anchor each and a box to find them. */
export function GlossaryPage(): ReactNode {
  const say = useText();
  const id = useId();
  const [query, setQuery] = useState('');
  const shown = useMemo(() => searchEntries(sorted, query), [query]);
  const brokenLinks = useBrokenLinks();
  for (const entry of entries) brokenLinks.collectAnchor(entry.id);

  return (
    <Layout title={say(words.title)} description={say(words.description)}>
      <HideWithoutScript />
      <main className={`container ${styles.page}`}>
        <h1>{say(words.title)}</h1>
        <p className={styles.lead}>{say(words.lead)}</p>
        <search className={styles.search}>
          <label htmlFor={id}>{say(words.find)}</label>
          <input
            id={id}
            type="search"
            autoComplete="off"
            placeholder={say(words.findHint)}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <span role="status">{say(termCount(shown.length))}</span>
        </search>
        {shown.length === 0 && <p>{say(words.none)}</p>}
        <dl className={styles.list}>
          {shown.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </dl>
      </main>
    </Layout>
  );
}

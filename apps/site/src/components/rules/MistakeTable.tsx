import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { labHref } from '../../lib/lab-href.ts';
import { useLanguage, useText } from '../../lib/language.ts';
import type { AnyBook } from './book.ts';
import styles from './RuleTable.module.css';

const words = {
  id: { en: 'Id', zh: '编号' },
  mistake: { en: 'Mistake', zh: '错误' },
  rule: { en: 'Rule replaced', zh: '被换掉的规则' },
  source: { en: 'Seen where', zh: '出处' },
};

/** The known mistakes of a protocol. Each id opens the lab with that mistake made. */
export function MistakeTable({ book }: { readonly book: AnyBook }): ReactNode {
  const say = useText();
  const language = useLanguage();
  const { protocol, mistakes, zh } = book;
  return (
    <table className={styles.rules}>
      <thead>
        <tr>
          <th scope="col">{say(words.id)}</th>
          <th scope="col">{say(words.mistake)}</th>
          <th scope="col">{say(words.rule)}</th>
          <th scope="col">{say(words.source)}</th>
        </tr>
      </thead>
      <tbody>
        {mistakes.map(({ id, mistake, rule, source }) => (
          <tr key={id}>
            <th scope="row" className={styles.id}>
              <Link
                to={labHref(language, { protocol, scenario: 'random', mistake: id })}
                autoAddBaseUrl={false}
                target="_self"
              >
                {id}
              </Link>
            </th>
            <td>{say({ en: mistake, zh: zh.mutants[id] ?? mistake })}</td>
            <td>
              <code>{rule}</code>
            </td>
            <td lang="en">{source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

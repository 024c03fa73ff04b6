import type { ReactNode } from 'react';
import { useLanguage, useText } from '../../lib/language.ts';
import type { AnyBook } from './book.ts';
import styles from './RuleTable.module.css';

const words = {
  name: { en: 'Name', zh: '名称' },
  says: { en: 'Says', zh: '内容' },
  source: { en: 'Source', zh: '出处' },
};

/** What must hold after every event of every run, as the protocol states it. */
export function PropertyTable({ book }: { readonly book: AnyBook }): ReactNode {
  const say = useText();
  const chinese = useLanguage() === 'zh';
  return (
    <table className={styles.rules}>
      <thead>
        <tr>
          <th scope="col">{say(words.name)}</th>
          <th scope="col">{say(words.says)}</th>
          <th scope="col">{say(words.source)}</th>
        </tr>
      </thead>
      <tbody>
        {book.properties
          .filter(({ kind }) => kind === 'always' || kind === 'step')
          .map(({ name, says, source }) => {
            const zh = book.zh.properties[name];
            return (
              <tr key={name}>
                <th scope="row">
                  <span lang="en">{name}</span>
                  {chinese && zh !== undefined && <>（{zh.name}）</>}
                </th>
                <td>{say({ en: says, zh: zh?.says ?? says })}</td>
                <td lang="en">{source}</td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}

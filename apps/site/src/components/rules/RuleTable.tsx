import type { ReactNode } from 'react';
import { useText } from '../../lib/language.ts';
import type { AnyBook, Book } from './book.ts';
import styles from './RuleTable.module.css';

const words = {
  rule: { en: 'Rule', zh: '规则' },
  says: { en: 'Says', zh: '内容' },
  source: { en: 'Source', zh: '出处' },
};

export interface RuleTableProps<RuleId extends string, Group extends string> {
  readonly book: Book<RuleId, Group>;
  readonly group: Group;
}

/** The rules of one part of a protocol, as the protocol itself states them. */
export function RuleTable<RuleId extends string, Group extends string>({
  book,
  group,
}: RuleTableProps<RuleId, Group>): ReactNode {
  const say = useText();
  return (
    <table className={styles.rules}>
      <thead>
        <tr>
          <th scope="col">{say(words.rule)}</th>
          <th scope="col">{say(words.says)}</th>
          <th scope="col">{say(words.source)}</th>
        </tr>
      </thead>
      <tbody>
        {rulesOf(book, group).map(({ id, says, source }) => (
          <tr key={id}>
            <th scope="row">
              <code>{id}</code>
            </th>
            <td>{say({ en: says, zh: book.zh.rules[id] ?? says })}</td>
            <td lang="en">{source.replace('Raft dissertation ', '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rulesOf<RuleId extends string, Group extends string>(
  { rules, groups }: Book<RuleId, Group>,
  group: Group,
): AnyBook['rules'] {
  return groups[group].flatMap((id) => rules.find((rule) => rule.id === id) ?? []);
}

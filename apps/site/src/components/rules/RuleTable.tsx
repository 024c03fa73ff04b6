import { ruleZh } from '@menagerie/lab/rules-zh';
import { ruleInfos } from '@menagerie/raft';
import type { ReactNode } from 'react';
import { useText } from '../../lib/language.ts';
import styles from './RuleTable.module.css';
import { type RuleGroup, ruleGroups } from './raft-rules.ts';

const words = {
  rule: { en: 'Rule', zh: '规则' },
  says: { en: 'Says', zh: '内容' },
  source: { en: 'Source', zh: '出处' },
};

const byId = new Map(ruleInfos.map((info) => [info.id, info]));

/** The rules of one part of Raft, as the protocol itself states them. */
export function RuleTable({ group }: { readonly group: RuleGroup }): ReactNode {
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
        {ruleGroups[group].map((id) => {
          const info = byId.get(id);
          return (
            <tr key={id}>
              <th scope="row">
                <code>{id}</code>
              </th>
              <td>{say({ en: info?.says ?? '', zh: ruleZh(id, info?.says ?? '') })}</td>
              <td lang="en">{info?.source.replace('Raft dissertation ', '')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

import type { ReactNode } from 'react';
import { measures, tables } from '../../bench/tables.ts';
import { useText } from '../../lib/language.ts';
import { Prose } from '../Prose.tsx';
import styles from './ServerTables.module.css';

/** What the benchmark of servers has printed: all its tables. */
export function ServerTables(): ReactNode {
  const say = useText();
  const named = (what: string): string => say(measures[what] ?? { en: what, zh: what });
  return tables.map(({ title, rivals, rows }) => (
    <div key={title} className={styles.scroll}>
      <table className={styles.bench}>
        <thead>
          <tr>
            <th scope="col">
              <Prose text={named(title)} />
            </th>
            {rivals.map((rival) => (
              <th key={rival} scope="col">
                {rival}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, cells }) => (
            <tr key={what}>
              <th scope="row">
                <Prose text={named(what)} />
              </th>
              {rivals.map((rival, at) => (
                <td key={rival}>{cells[at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ));
}

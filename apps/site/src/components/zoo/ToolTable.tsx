import type { ReactNode } from 'react';
import { useText } from '../../lib/language.ts';
import { toolsZh } from '../../zoo/absent-zh.ts';
import tools from '../../zoo/tools.json';
import styles from './ZooTable.module.css';

const words = {
  mistake: { en: 'Mistake', zh: '错误' },
  what: { en: 'What it is', zh: '内容' },
  test: { en: 'Made in the test', zh: '在哪个测试里' },
};

/** The mistakes of the tools themselves, and the test in which each is made. */
export function ToolTable(): ReactNode {
  const say = useText();
  return (
    <div className={styles.scroll}>
      <table>
        <thead>
          <tr>
            {[words.mistake, words.what, words.test].map((word) => (
              <th key={word.en} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tools.map(({ id, mistake, file, test }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>{say({ en: mistake, zh: toolsZh[id] ?? mistake })}</td>
              <td lang="en">
                <code>{file}</code>: {test}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

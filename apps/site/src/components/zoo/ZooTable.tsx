import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import type { Bilingual } from '../../corrections/types.ts';
import { labHref } from '../../lib/lab-href.ts';
import { useLanguage, useText } from '../../lib/language.ts';
import type { FoundMistake } from '../../zoo/found.ts';
import type { AnyBook } from '../rules/book.ts';
import styles from './ZooTable.module.css';

const words = {
  mistake: { en: 'Mistake', zh: '错误' },
  property: { en: 'Violated', zh: '违反的性质' },
  found: { en: 'Found by', zh: '怎样发现' },
  states: { en: 'Looked at', zh: '查看数量' },
  depth: { en: 'Steps', zh: '步数' },
  seconds: { en: 'Seconds', zh: '秒' },
  events: { en: 'Events', zh: '事件' },
  runs: { en: 'random runs', zh: '随机运行' },
  story: { en: 'a run told by hand', zh: '手写的一次运行' },
  middle: { en: 'from the middle', zh: '从中途开始' },
  test: { en: 'a test of the core only', zh: '只有内核的测试' },
};

export interface ZooTableProps {
  readonly book: AnyBook;
  readonly found: readonly FoundMistake[];
}

/** Every known mistake of a protocol, what found it, and the run, to be opened in the lab. */
export function ZooTable({ book, found }: ZooTableProps): ReactNode {
  const say = useText();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-US');
  const count = (value: number | null): string => (value === null ? '–' : number.format(value));
  return (
    <div className={styles.scroll}>
      <table className={styles.zoo}>
        <thead>
          <tr>
            {[
              words.mistake,
              words.property,
              words.found,
              words.states,
              words.depth,
              words.seconds,
              words.events,
            ].map((word) => (
              <th key={word.en} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.map((row) => (
            <tr key={row.id}>
              <th scope="row" title={mistakeOf(book, row.id, say)}>
                {row.fragment === null ? (
                  row.id
                ) : (
                  <Link
                    to={`${labHref(language)}#${row.fragment}`}
                    autoAddBaseUrl={false}
                    target="_self"
                  >
                    {row.id}
                  </Link>
                )}
              </th>
              <td>{row.property === null ? '–' : propertyOf(book, row.property, say)}</td>
              <td>
                {row.scope === null ? (
                  say(withoutScope(row))
                ) : (
                  <>
                    <span lang="en">{row.scope}</span>
                    {row.started && <em> ({say(words.middle)})</em>}
                  </>
                )}
              </td>
              <td>{row.property === null ? '–' : count(row.looked)}</td>
              <td>{count(row.depth)}</td>
              <td>{row.property === null ? '–' : row.seconds.toFixed(2)}</td>
              <td>{count(row.events)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function withoutScope({ property, seed }: FoundMistake): Bilingual {
  if (property === null) return words.test;
  return seed === null ? words.story : words.runs;
}

type Say = ReturnType<typeof useText>;

function mistakeOf({ mistakes, zh }: AnyBook, id: string, say: Say): string {
  const mistake = mistakes.find((each) => each.id === id)?.mistake ?? id;
  return say({ en: mistake, zh: zh.mutants[id] ?? mistake });
}

function propertyOf({ zh }: AnyBook, name: string, say: Say): string {
  return say({ en: name, zh: zh.properties[name]?.name ?? name });
}

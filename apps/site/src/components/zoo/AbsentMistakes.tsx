import type { ReactNode } from 'react';
import { useText } from '../../lib/language.ts';
import absent from '../../zoo/absent.json';
import { absentZh } from '../../zoo/absent-zh.ts';
import type { FoundMistake } from '../../zoo/found.ts';
import type { AnyBook } from '../rules/book.ts';

export interface AbsentMistakesProps {
  /** What ids of the protocol begin with. */
  readonly letter: 'R' | 'P' | 'Z';
  readonly book: AnyBook;
  readonly found: readonly FoundMistake[];
}

/** The published mistakes of a protocol that no run shows, each with the reason. */
export function AbsentMistakes({ letter, book, found }: AbsentMistakesProps): ReactNode {
  const say = useText();
  const unseen = found.flatMap(({ id, why }) => {
    const mistake = book.mistakes.find((each) => each.id === id)?.mistake ?? id;
    return why === null ? [] : [{ id, mistake, why }];
  });
  const all = [...absent.filter(({ id }) => id.startsWith(letter)), ...unseen];
  return (
    <ul>
      {all.map(({ id, mistake, why }) => {
        const zh = absentZh[id];
        return (
          <li key={id}>
            <strong>{id}</strong> {say({ en: mistake, zh: zh?.mistake ?? mistake })}{' '}
            {say({ en: why, zh: zh?.why ?? why })}
          </li>
        );
      })}
    </ul>
  );
}

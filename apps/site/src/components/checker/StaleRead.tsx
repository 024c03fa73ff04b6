import clsx from 'clsx';
import type { CSSProperties, ReactNode } from 'react';
import { useText } from '../../lib/language.ts';
import styles from './StaleRead.module.css';
import pictures from './stale-read.golden.json';
import { staleRead } from './stale-read.ts';

type Condition = keyof typeof pictures;

interface Span {
  readonly operation: number;
  readonly from: number;
  readonly to: number;
  /** `placed`, or `stuck` where it does not fit. */
  readonly role: string;
  /** Its number in the order that explains the history. */
  readonly nth: number | null;
}

const words = {
  client: (process: number) => ({
    en: `client ${String.fromCharCode(65 + process)}`,
    zh: `客户端 ${String.fromCharCode(65 + process)}`,
  }),
  verdict: {
    linearizability: {
      en: 'Not linearizable. In the order of the numbers the register holds 2 when the last read is asked for, and time allows no other order.',
      zh: '不满足线性一致性。按编号的次序，最后一次读取发出时，寄存器里是 2；而时间不容许别的次序。',
    },
    sequentialConsistency: {
      en: 'Sequentially consistent: the order of the numbers explains everything, and keeps the order of each client. Time is not asked.',
      zh: '满足顺序一致性：按编号的次序，一切都说得通，每个客户端自己的先后也没有乱。时间不在考虑之列。',
    },
  } satisfies Readonly<Record<Condition, { en: string; zh: string }>>,
};

/** One history, as the checker judges it under a condition. */
export function StaleRead({ condition }: { readonly condition: Condition }): ReactNode {
  const say = useText();
  const { rows, columns } = pictures[condition];
  return (
    <figure className={styles.figure}>
      <div>
        {rows.map(({ process, spans }) => (
          <div key={process} className={styles.row}>
            <span className={styles.client}>{say(words.client(process))}</span>
            <ol
              className={styles.spans}
              style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
            >
              {spans.map((span) => (
                <Bar key={span.operation} span={span} />
              ))}
            </ol>
          </div>
        ))}
      </div>
      <figcaption>{say(words.verdict[condition])}</figcaption>
    </figure>
  );
}

function Bar({ span: { operation, from, to, role, nth } }: { readonly span: Span }): ReactNode {
  const say = useText();
  const says = staleRead[operation]?.says;
  const place: CSSProperties = { gridColumn: `${from + 1} / ${to + 2}` };
  return (
    <li className={clsx(styles.bar, role === 'stuck' && styles.stuck)} style={place}>
      <span className={styles.nth}>{nth ?? '✗'}</span> {says !== undefined && say(says)}
    </li>
  );
}

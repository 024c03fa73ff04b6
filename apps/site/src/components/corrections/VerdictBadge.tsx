import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Verdict } from '../../corrections/types.ts';
import styles from './VerdictBadge.module.css';

// Each verdict has a shape of its own, so that nothing hangs on colour.
const marks: Readonly<Record<Verdict, ReactNode>> = {
  true: (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="m5 8.2 2.1 2.1L11 6.2" />
    </>
  ),
  incomplete: (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M8 1.5a6.5 6.5 0 0 1 0 13Z" className={styles.solid} />
    </>
  ),
  misleading: (
    <>
      <path d="M8 1 15 8 8 15 1 8Z" />
      <path d="M8 5v3.6M8 10.6v.5" />
    </>
  ),
  false: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="1.5" className={styles.solid} />
      <path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" className={styles.cut} />
    </>
  ),
};

export function VerdictMark({ verdict }: { readonly verdict: Verdict }): ReactNode {
  return (
    <svg className={clsx(styles.mark, styles[verdict])} viewBox="0 0 16 16" aria-hidden="true">
      {marks[verdict]}
    </svg>
  );
}

export interface VerdictBadgeProps {
  readonly verdict: Verdict;
  readonly label: string;
}

export function VerdictBadge({ verdict, label }: VerdictBadgeProps): ReactNode {
  return (
    <span className={clsx(styles.badge, styles[verdict])}>
      <VerdictMark verdict={verdict} />
      {label}
    </span>
  );
}

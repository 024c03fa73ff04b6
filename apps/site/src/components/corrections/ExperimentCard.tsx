import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import type { ExperimentView } from '../../lib/corrections/view.ts';
import { useText } from '../../lib/language.ts';
import { Prose } from '../Prose.tsx';
import styles from './ExperimentCard.module.css';
import { words } from './words.ts';

export interface ExperimentCardProps {
  readonly experiment: ExperimentView;
  readonly heading: 'h2' | 'h3';
  readonly children?: ReactNode;
}

/** An experiment: what the reader does, what the article leads him to expect, what happens. */
export function ExperimentCard({
  experiment,
  heading: Heading,
  children,
}: ExperimentCardProps): ReactNode {
  const say = useText();
  const onOwnPage = Heading === 'h2';
  return (
    <article className={styles.card}>
      <Heading className={styles.name} id={onOwnPage ? experiment.slug : undefined}>
        <span className={styles.id}>{experiment.id}</span>{' '}
        {onOwnPage ? (
          experiment.name
        ) : (
          <Link to={`/corrections/experiments#${experiment.slug}`}>{experiment.name}</Link>
        )}
      </Heading>
      <p className={styles.action}>
        <Prose text={experiment.action} />
      </p>
      <dl className={styles.outcomes}>
        <div className={styles.predicts}>
          <dt>{say(words.predicts)}</dt>
          <dd>
            <Prose text={experiment.predicts} />
          </dd>
        </div>
        <div className={styles.happens}>
          <dt>{say(words.happens)}</dt>
          <dd>
            <Prose text={experiment.happens} />
          </dd>
        </div>
      </dl>
      <Ways experiment={experiment} />
      {children}
    </article>
  );
}

/** Where to go on: into the lab, to what was found, or nowhere yet. */
function Ways({ experiment: { lab, found } }: { readonly experiment: ExperimentView }): ReactNode {
  const say = useText();
  return (
    <p className={styles.ways}>
      {lab !== undefined && (
        <Link
          className="button button--primary button--sm"
          to={lab}
          autoAddBaseUrl={false}
          target="_self"
        >
          {say(words.tryIt)}
        </Link>
      )}
      {found !== undefined && <Link to={found}>{say(words.whatWasFound)}</Link>}
      {lab === undefined && <span className={styles.later}>{say(words.notYet)}</span>}
    </p>
  );
}

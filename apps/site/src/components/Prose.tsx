import { Fragment, type ReactNode } from 'react';

/** A sentence of the data, in which backticks mark code. */
export function Prose({ text }: { readonly text: string }): ReactNode {
  return text
    .split('`')
    .map((piece, index) =>
      index % 2 === 1 ? (
        <code key={`${index} ${piece}`}>{piece}</code>
      ) : (
        <Fragment key={`${index} ${piece}`}>{piece}</Fragment>
      ),
    );
}

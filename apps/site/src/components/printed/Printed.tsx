import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import printed from './printed.golden.json';

/** What a command prints, as a test saw it printed. */
export function Printed({ by }: { readonly by: keyof typeof printed }): ReactNode {
  return <CodeBlock language="text">{printed[by]}</CodeBlock>;
}

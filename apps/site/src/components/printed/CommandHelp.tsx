import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import help from './help.golden.json';

/** What `--help` of a command prints, as a test saw it printed. */
export function CommandHelp({ of }: { readonly of: keyof typeof help }): ReactNode {
  return <CodeBlock language="text">{help[of]}</CodeBlock>;
}

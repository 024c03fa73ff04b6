import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import sessions from './sessions.golden.json';

/** A command, and what it has printed before the eyes of a test. */
export function Session({ of }: { readonly of: keyof typeof sessions }): ReactNode {
  return <CodeBlock language="text">{sessions[of]}</CodeBlock>;
}

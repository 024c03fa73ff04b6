import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import examples from './examples.golden.json';

/** A program of `examples/`, and what it has printed before the eyes of a test. */
export function Example({ of }: { readonly of: keyof typeof examples }): ReactNode {
  const { code, prints } = examples[of];
  return (
    <>
      <CodeBlock language="ts" title={`examples/${of}.ts`}>
        {code}
      </CodeBlock>
      <CodeBlock language="text">{prints}</CodeBlock>
    </>
  );
}

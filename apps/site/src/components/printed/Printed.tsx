import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import campaigns from './campaigns.golden.json';
import printed from './printed.golden.json';

/** What a command prints, as a test saw it printed. */
export function Printed({ by }: { readonly by: keyof typeof printed }): ReactNode {
  return <CodeBlock language="text">{printed[by]}</CodeBlock>;
}

/** What a campaign of random runs prints, as a test saw it printed. */
export function PrintedCampaign({ of }: { readonly of: keyof typeof campaigns }): ReactNode {
  return <CodeBlock language="text">{campaigns[of]}</CodeBlock>;
}

import { createRequire } from 'node:module';
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

interface Item {
  readonly type: string;
  readonly label: string;
  readonly items?: readonly Item[];
}

/** Gives each category a key of its own: "Functions" occurs in every package. */
function keyed(items: readonly Item[], path: string): Item[] {
  return items.map((item) => {
    if (item.items === undefined) return item;
    const key = `${path}/${item.label}`;
    return { ...item, key, items: keyed(item.items, key) };
  });
}

const generated: readonly Item[] = createRequire(import.meta.url)(
  './.generated/api/typedoc-sidebar.cjs',
);

export default {
  // What typedoc wrote, checked by Docusaurus when it loads it.
  api: [
    { type: 'doc', id: 'index', label: 'All packages' },
    ...keyed(generated, 'api'),
  ] as unknown as SidebarsConfig[string],
} satisfies SidebarsConfig;

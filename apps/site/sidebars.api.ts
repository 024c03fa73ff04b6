import { createRequire } from 'node:module';
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

type SidebarItemConfig = Extract<SidebarsConfig[string], readonly unknown[]>[number];

/** What typedoc writes; Docusaurus checks it when it loads it. */
type Item = Category | { readonly type: 'doc'; readonly id: string; readonly label: string };

interface Category {
  readonly type: 'category';
  readonly label: string;
  readonly items: readonly Item[];
  readonly link?: { readonly type: 'doc'; readonly id: string };
}

/** Gives each category a key of its own: "Functions" occurs in every package. */
function keyed(items: readonly Item[], path: string): SidebarItemConfig[] {
  return items.map((item) => {
    if (item.type === 'doc') return item;
    const key = `${path}/${item.label}`;
    return { ...item, key, items: keyed(item.items, key) };
  });
}

const generated: readonly Item[] = createRequire(import.meta.url)(
  './.generated/api/typedoc-sidebar.cjs',
);

export default {
  api: [{ type: 'doc', id: 'index', label: 'All packages' }, ...keyed(generated, 'api')],
} satisfies SidebarsConfig;

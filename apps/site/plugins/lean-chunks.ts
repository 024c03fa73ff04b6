import type { Plugin } from '@docusaurus/types';

// Docusaurus moves whatever two pages share into one chunk that every page loads. Mermaid's parsers and layouts are
// shared by the few pages with a diagram, and the lab by the few with a lab: a plain page must not pay for either.
const heavy =
  /[\\/]node_modules[\\/](mermaid|@mermaid-js|langium|chevrotain[^\\/]*|@chevrotain|cytoscape[^\\/]*|d3|d3-[^\\/]*|dagre[^\\/]*|lodash-es|khroma|roughjs|layout-base|cose-base|elkjs|katex|dompurify|marked|radix-ui|@radix-ui|zustand|comlink|lucide-react|fflate|valibot)[\\/]|[\\/]packages[\\/]/;

function isLight(module: object): boolean {
  const path = 'resource' in module && typeof module.resource === 'string' ? module.resource : '';
  return !heavy.test(path);
}

/** Keeps diagrams and labs out of the chunk that all pages share. */
export default function leanChunks(): Plugin {
  return {
    name: 'lean-chunks',
    configureWebpack: (_config, isServer) =>
      isServer
        ? {}
        : {
            optimization: {
              splitChunks: {
                cacheGroups: { common: { test: isLight } },
              },
            },
          },
  };
}

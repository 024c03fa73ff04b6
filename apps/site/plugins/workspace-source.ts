import type { Plugin } from '@docusaurus/types';

/** Resolves workspace packages to their TypeScript sources, so that the site waits for nobody's build. */
export default function workspaceSource(): Plugin {
  return {
    name: 'workspace-source',
    configureWebpack: () => ({ resolve: { conditionNames: ['@menagerie/source', '...'] } }),
  };
}

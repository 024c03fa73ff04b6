import type { LoadContext, Plugin, RouteConfig } from '@docusaurus/types';
import { experiments, omissions } from '../src/corrections/index.ts';
import { Localizer, slugOf } from '../src/lib/corrections/localize.ts';
import { languageOf } from '../src/lib/language-of.ts';

/** One page per claim, an index over all of them, and the pages of omissions and experiments, in the locale's language. */
export default function corrections(context: LoadContext): Plugin {
  const localizer = new Localizer(languageOf(context.i18n.currentLocale));
  const base = `${context.baseUrl}corrections`;

  return {
    name: 'corrections',
    getPathsToWatch: () => ['src/corrections/**/*.ts', 'src/lib/corrections/*.ts'],
    async contentLoaded({ actions: { createData, addRoute, setGlobalData } }) {
      const page = async (path: string, component: string, data: object): Promise<RouteConfig> => {
        const name = `${path.slice(1).replaceAll('/', '-') || 'index'}.json`;
        const module = await createData(name, data);
        return {
          path: base + path,
          component: `@site/src/components/corrections/${component}.tsx`,
          modules: { data: module },
          exact: true,
        };
      };
      const routes = await Promise.all([
        page('', 'CorrectionsPage', localizer.corrections()),
        page(
          '/omissions',
          'OmissionsPage',
          omissions.map((omission) => localizer.omission(omission)),
        ),
        page(
          '/experiments',
          'ExperimentsPage',
          experiments.map((experiment) => localizer.experimentPage(experiment)),
        ),
        ...localizer.claims().map((claim) => page(`/${slugOf(claim.id)}`, 'ClaimPage', claim)),
      ]);
      routes.forEach(addRoute);
      setGlobalData(localizer.score());
    },
  };
}

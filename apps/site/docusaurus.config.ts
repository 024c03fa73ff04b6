import { existsSync, readFileSync } from 'node:fs';
import type { Options as DocsOptions } from '@docusaurus/plugin-content-docs';
import type { UserThemeConfig } from '@docusaurus/theme-common';
import type { UserThemeConfig as MermaidThemeConfig } from '@docusaurus/theme-mermaid';
import type { Config, PluginConfig } from '@docusaurus/types';
import { codeThemeDark, codeThemeLight } from './src/css/code-theme.ts';
import { labHref } from './src/lib/lab-href.ts';
import { languageOf } from './src/lib/language-of.ts';

const root = new URL('.', import.meta.url);
const locale = process.env['DOCUSAURUS_CURRENT_LOCALE'] ?? 'en';
const lab = labHref(languageOf(locale));
const apiPath = '.generated/api';
// API pages exist in English only, and only after `npm run api`; a build without them is whole but for that section.
const hasApi = existsSync(new URL(`${apiPath}/index.md`, root));
const withApi = hasApi && locale === 'en';

const guides: DocsOptions = {
  path: '../../docs',
  routeBasePath: 'docs',
  sidebarPath: './sidebars.ts',
  exclude: ['decisions/**', '**/_*/**', '**/_*.{md,mdx}'],
};

const api: PluginConfig = [
  '@docusaurus/plugin-content-docs',
  {
    id: 'api',
    path: apiPath,
    routeBasePath: 'api',
    sidebarPath: './sidebars.api.ts',
  } satisfies DocsOptions,
];

const search: PluginConfig = [
  '@easyops-cn/docusaurus-search-local',
  {
    hashed: true,
    language: ['en', 'zh'],
    indexBlog: false,
    indexPages: true,
    docsRouteBasePath: ['docs', 'api'],
    docsDir: ['../../docs', ...(withApi ? [apiPath] : [])],
    // Neighbours and breadcrumbs would make every claim answer to the words of the next.
    ignoreCssSelectors: ['main nav'],
    searchResultLimits: 10,
    searchResultContextMaxLength: 80,
    explicitSearchResultPath: true,
  },
];

const themeConfig: UserThemeConfig & MermaidThemeConfig = {
  metadata: [{ name: 'theme-color', content: '#1d4f7c' }],
  colorMode: { respectPrefersColorScheme: true, defaultMode: 'light', disableSwitch: false },
  docs: { sidebar: { hideable: false, autoCollapseCategories: false } },
  prism: {
    theme: codeThemeLight,
    darkTheme: codeThemeDark,
    additionalLanguages: ['bash', 'diff', 'ini', 'java'],
  },
  mermaid: { theme: { light: 'neutral', dark: 'dark' } },
  navbar: {
    title: 'Menagerie',
    logo: { alt: '', src: 'img/logo.svg', srcDark: 'img/logo-dark.svg', width: 30, height: 30 },
    hideOnScroll: false,
    items: [
      { type: 'docSidebar', sidebarId: 'guide', label: 'Learn', position: 'left' },
      { to: '/corrections', label: 'Corrections', position: 'left' },
      { to: '/glossary', label: 'Glossary', position: 'left' },
      { href: lab, label: 'Lab', position: 'left', target: '_self', autoAddBaseUrl: false },
      ...(hasApi
        ? [
            {
              href: 'pathname:///api',
              label: 'API',
              position: 'left' as const,
              target: '_self',
              autoAddBaseUrl: false,
            },
          ]
        : []),
      { type: 'localeDropdown', position: 'right' },
    ],
  },
  footer: {
    links: [
      {
        title: 'Understand',
        items: [
          { label: 'How to read this site', to: '/docs/' },
          { label: 'Two minutes: kill the leader', to: '/docs/learn/kill-the-leader' },
          { label: 'Glossary', to: '/glossary' },
        ],
      },
      {
        title: 'Corrections',
        items: [
          { label: 'All claims', to: '/corrections' },
          { label: 'What was left out', to: '/corrections/omissions' },
          { label: 'Experiments', to: '/corrections/experiments' },
        ],
      },
      {
        title: 'Build',
        items: [
          { label: 'Run a server', to: '/docs/use/run' },
          { label: 'The client', to: '/docs/use/client' },
          { label: 'How Menagerie is built', to: '/docs/build/architecture' },
          { label: 'The lab', href: lab, target: '_self', autoAddBaseUrl: false },
          ...(hasApi
            ? [
                {
                  label: 'API reference',
                  href: 'pathname:///api',
                  target: '_self',
                  autoAddBaseUrl: false,
                },
              ]
            : []),
        ],
      },
    ],
    copyright: 'Apache License 2.0 · Made of text, state machines and crashes.',
  },
};

export default {
  title: 'Menagerie',
  tagline: 'Consensus protocols you can take apart',
  url: process.env['SITE_URL'] ?? 'https://menagerie.example',
  baseUrl: '/',
  favicon: 'img/logo.svg',
  trailingSlash: false,
  future: { v4: true, faster: true },
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: {
    mermaid: true,
    hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' },
  },
  i18n: {
    defaultLocale: 'en',
    locales: ['en', 'zh-Hans'],
    localeConfigs: {
      en: { label: 'English', htmlLang: 'en' },
      'zh-Hans': { label: '简体中文', htmlLang: 'zh-Hans' },
    },
  },
  customFields: {
    hasApi,
    snippet: readFileSync(new URL('src/snippets/find-a-lost-write.ts', root), 'utf8'),
  },
  themes: [
    ['@docusaurus/theme-classic', { customCss: ['./src/css/tokens.css', './src/css/site.css'] }],
    '@docusaurus/theme-mermaid',
    search,
  ],
  plugins: [
    './plugins/workspace-source.ts',
    './plugins/lean-chunks.ts',
    './plugins/corrections.ts',
    ['@docusaurus/plugin-content-docs', guides],
    ...(withApi ? [api] : []),
    '@docusaurus/plugin-content-pages',
    '@docusaurus/plugin-sitemap',
  ],
  themeConfig,
} satisfies Config;

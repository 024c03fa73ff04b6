import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { test as base, inject } from 'vitest';
import { chromiumArguments, findChromium } from '../scripts/chromium.mjs';

interface Fixtures {
  /** One Chromium for all tests of a file. */
  readonly browser: Browser;
  /** A fresh profile for each test. */
  readonly context: BrowserContext;
  /** A fresh tab; a path given to `goto` is taken from the served root. */
  readonly page: Page;
  /** What the page complained of: uncaught errors, console errors, failed requests. */
  readonly complaints: readonly string[];
}

/** How long a page may take to show what a test waits for, on a busy machine. */
const patienceMs = 15_000;

/** A test with a real Chromium in front of the built pages. */
export const test = base.extend<Fixtures>({
  browser: [
    // Vitest reads the fixtures that this one needs from its first parameter: none.
    async ({}, use) => {
      const executablePath = findChromium();
      const browser = await chromium.launch({
        args: chromiumArguments,
        ...(executablePath === undefined ? {} : { executablePath }),
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  context: async ({ browser }, use) => {
    const origin = inject('origin');
    if (origin === '') throw new Error('No page is built: run "npm run build" first.');
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width: 1280, height: 800 },
    });
    context.setDefaultTimeout(patienceMs);
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => {
    const page = await context.newPage();
    const goto = page.goto.bind(page);
    page.goto = async (address, options) => {
      const response = await goto(address, options);
      // At once, so that a build which failed does not cost each test its full patience.
      if (response?.status() === 404) throw new Error(`${address} is not there: is it built?`);
      return response;
    };
    await use(page);
  },
  complaints: async ({ page }, use) => {
    const heard: string[] = [];
    page.on('pageerror', (error) => heard.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') heard.push(`console: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      // A page that is left gives up what it was still loading: that is no fault of it.
      if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
      heard.push(`failed: ${request.url()}`);
    });
    await use(heard);
  },
});

declare global {
  interface Window {
    /** In a page, once its source has been run there. */
    readonly axe: typeof axe;
  }
}

/**
 * What axe finds wrong with a page against WCAG 2.2 AA, one line a finding.
 *
 * @param root - a selector; the whole page when left out
 */
export async function accessibilityFindings(page: Page, root = 'html'): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const { violations } = await window.axe.run(selector, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => `${id}: ${help} at ${target.join(' ')}`),
    );
  }, root);
}

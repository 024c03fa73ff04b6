import { playwright } from '@vitest/browser-playwright';
import { defineProject, mergeConfig } from 'vitest/config';
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs';
import { sources } from '../../vitest.shared.ts';

const executablePath = findChromium();

export default mergeConfig(
  sources,
  defineProject({
    // Named beforehand: a dependency found only while a test runs would reload the page under it.
    optimizeDeps: { include: ['fflate', 'valibot'] },
    test: {
      name: 'checker-browser',
      include: ['browser/**/*.test.ts'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: {
            args: chromiumArguments,
            ...(executablePath === undefined ? {} : { executablePath }),
          },
        }),
        instances: [{ browser: 'chromium' }],
      },
    },
  }),
);

import { playwright } from '@vitest/browser-playwright';
import { defineProject, mergeConfig } from 'vitest/config';
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs';
import { realParts, sources } from '../../vitest.shared.ts';
import { serve, unserve } from './browser/serve.ts';

const executablePath = findChromium();

export default mergeConfig(
  mergeConfig(sources, realParts),
  defineProject({
    test: {
      name: 'client-browser',
      include: ['browser/**/*.test.ts'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        commands: { serve, unserve },
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

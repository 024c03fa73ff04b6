import { playwright } from '@vitest/browser-playwright';
import { defineProject, mergeConfig, type UserWorkspaceConfig } from 'vitest/config';
import { chromiumArguments, findChromium } from '../../../scripts/chromium.mjs';
import { realParts, sources } from '../../../vitest.shared.ts';
import { commands } from './serve.ts';

/** Tests that run in a page, and have servers behind doors for browsers. */
export function pageProject(name: string): UserWorkspaceConfig {
  const executablePath = findChromium();
  return mergeConfig(
    mergeConfig(sources, realParts),
    defineProject({
      test: {
        name,
        include: ['browser/**/*.test.ts'],
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          commands,
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
}

import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineProject, mergeConfig } from 'vitest/config';
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs';
import { sources } from '../../vitest.shared.ts';

const executablePath = findChromium();

export default mergeConfig(
  sources,
  defineProject({
    plugins: [react()],
    // Named beforehand: a dependency found only while a test runs would reload the page under it.
    optimizeDeps: {
      include: [
        'react',
        'react/jsx-dev-runtime',
        'react-dom/client',
        'comlink',
        'd3-scale',
        'fflate',
        'lucide-react',
        'radix-ui',
        'valibot',
        'zustand',
      ],
    },
    test: {
      name: 'lab-browser',
      include: ['test/**/*.browser.test.{ts,tsx}'],
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

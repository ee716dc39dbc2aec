/**
 * @file Unit tests: pure TypeScript in Node (`*.test.ts`; those that put other modules in the place of some
 * are `*.isolated.test.ts`), tensor code in a real Chromium with WebGPU (`*.browser.test.ts`).
 * `scripts/test.mjs` finds the browser and sets CHROME_PATH.
 */
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArguments } from './scripts/chromium.mjs';
import { isolationHeaders } from './scripts/headers.mjs';
import { kernels } from './scripts/kernels.mjs';

/** Slow proofs, which only `npm run test:full` runs. */
const leftOut = process.env.LAB_FULL ? [] : ['**/*.full.test.ts', '**/*.full.browser.test.ts'];

const inNode = {
  environment: 'node',
  setupFiles: ['src/tensor/testing-setup.ts'],
  maxWorkers: '100%',
  testTimeout: 120_000,
  hookTimeout: 120_000,
};
const isolatedFiles = 'src/**/*.isolated.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [kernels()],
        test: {
          ...inNode,
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: [isolatedFiles, '**/*.browser.test.ts', '**/node_modules/**', ...leftOut],
          // Files share what they import, which else takes longer than the tests.
          isolate: false,
        },
      },
      {
        plugins: [kernels()],
        test: { ...inNode, name: 'isolated', include: [isolatedFiles] },
      },
      {
        plugins: [kernels()],
        server: { headers: isolationHeaders },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts'],
          exclude: ['**/node_modules/**', ...leftOut],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: false,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
                args: chromiumArguments,
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});

/**
 * @file Journeys through the built page in a Chromium with WebGPU. `npm run test:e2e` builds first and
 * finds the browser.
 */
import { defineConfig } from '@playwright/test';
import { chromiumArguments } from './scripts/chromium.mjs';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.journey.ts',
  globalSetup: './e2e/serve-dist.ts',
  // One waits while the other trains; more would only wait longer, on a software GPU of two cores.
  workers: 2,
  fullyParallel: true,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  use: {
    baseURL: process.env.LAB_URL,
    locale: 'en-US',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    // The headless mode stands in the arguments: the headless shell has no WebGPU.
    headless: false,
    launchOptions: {
      executablePath: process.env.CHROME_PATH,
      args: chromiumArguments,
    },
  },
});

/**
 * @file Serves the built page for all journeys, on any free port; its address is in LAB_URL.
 */
import { isBuilt } from '../scripts/build.mjs';
import { findChromium } from '../scripts/chromium.mjs';
import { serve } from '../scripts/serve.mjs';

export default async function serveDist(): Promise<() => Promise<void>> {
  if (!isBuilt()) throw new Error('dist/ is not up to date: run "npm run build" first.');
  process.env.CHROME_PATH ??= await findChromium();
  const server = await serve(0);
  process.env.LAB_URL = server.url;
  return server.close;
}

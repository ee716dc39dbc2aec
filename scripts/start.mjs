/**
 * @file `npm start`: installs what is missing, builds, serves, and opens a browser where there is
 * one. PORT chooses another port than 4173.
 */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { command } from './project.mjs';
import { chosenPort, serve } from './serve.mjs';

/** Program and arguments that open an address on this system; null where nobody would see it. */
function opener(url) {
  if (process.env.CI) return null;
  if (process.platform === 'darwin') return ['open', [url]];
  if (process.platform === 'win32') return ['cmd', ['/c', 'start', '', url]];
  const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasDisplay ? ['xdg-open', [url]] : null;
}

/** That no browser opens is no failure: the address stands on the screen. */
function openBrowser(url) {
  const found = opener(url);
  if (!found) return;
  const child = spawn(...found, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

await command(async () => {
  const port = chosenPort();
  ensureInstalled();
  await ensureBuilt();
  const { url } = await serve(port);
  console.log(`\nLLM Lab 大模型实验台 is at ${url}\nPress Ctrl+C to stop it.`);
  openBrowser(url);
});

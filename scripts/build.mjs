/**
 * @file Builds the page where `dist/` is missing or older than what it is made of. Uses only Node's
 * own modules; Vite is started as a program.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { distFolder, root, runNode, say } from './project.mjs';

const sources = ['src', 'public', 'index.html', 'headless.html', 'vite.config.ts'].concat([
  'scripts/headers.mjs',
  'scripts/kernels.mjs',
  'package-lock.json',
  'tsconfig.json',
]);

/** Newest change in a file or folder, in milliseconds; a folder changes when an entry goes. */
export function newestChange(place) {
  const status = statSync(place, { throwIfNoEntry: false });
  if (!status) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  const inside = readdirSync(place).map((name) => newestChange(path.join(place, name)));
  return Math.max(status.mtimeMs, ...inside);
}

/** The manifest is written at the end of a build, so a build that broke off does not count. */
const lastWritten = path.join(distFolder, '.vite', 'manifest.json');

export function isBuilt() {
  if (!existsSync(lastWritten)) return false;
  const builtAt = statSync(lastWritten).mtimeMs;
  return sources.every((source) => newestChange(path.join(root, source)) <= builtAt);
}

/** @throws Error if the build fails */
export async function build() {
  const code = await runNode(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    stdout: 'stderr',
  });
  if (code !== 0) throw new Error('The build failed: see the messages above.');
}

export async function ensureBuilt() {
  if (isBuilt()) return;
  say('Building the page…');
  await build();
}

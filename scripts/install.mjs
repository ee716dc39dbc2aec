/**
 * @file Installs the dependencies of the lock file where they are missing or others are there, so
 * that every command works on a fresh clone. Uses only Node's own modules.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './project.mjs';

const oldestNode = [20, 19];

/**
 * Names the first package that is not installed as the lock file says. npm writes what it installed
 * into `node_modules/.package-lock.json`; optional packages (for other systems) may be missing.
 * @param {Record<string, {version?: string, optional?: boolean, integrity?: string}>} locked
 * @param {Record<string, {version?: string, integrity?: string}>} installed
 * @returns {string | null}
 */
export function firstDifference(locked, installed) {
  for (const [place, { version, optional, integrity }] of Object.entries(locked)) {
    if (place === '') continue;
    const there = installed[place];
    if (!there && optional) continue;
    if (there?.version !== version || there?.integrity !== integrity) return place;
  }
  return null;
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
}

function reasonToInstall() {
  const hidden = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return 'node_modules is missing';
  try {
    const place = firstDifference(
      packagesOf(path.join(root, 'package-lock.json')),
      packagesOf(hidden),
    );
    return place && `${place} is not as in package-lock.json`;
  } catch {
    return 'node_modules cannot be read';
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(
    `LLM Lab needs Node ${oldestNode.join('.')} or newer; this is ${process.version}. See https://nodejs.org/`,
  );
}

/** @throws Error with one line on what to do */
export function ensureInstalled() {
  requireNode();
  const reason = reasonToInstall();
  if (!reason) return;
  say(`Installing dependencies (${reason})…`);
  // The development dependencies build the page, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const viaNpm = process.env.npm_execpath;
  const { status, error } = viaNpm
    ? spawnSync(process.execPath, [viaNpm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, {
        cwd: root,
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      });
  if (status === 0) return;
  throw new Error(
    `"npm ci" failed${error ? ` (${error.message})` : ''}: see its messages above. Is the network reachable?`,
  );
}

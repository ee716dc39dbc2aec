/**
 * @file What the built page must not exceed: the JavaScript of the first load (compressed), without
 * TensorFlow.js in it; nothing from another origin; only dependencies under permissive licences.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { command, distFolder, isMain, root } from './project.mjs';

/** Bytes of compressed JavaScript until a model is needed. */
const firstLoadLimit = 350_000;

/** Names of TensorFlow.js kernels stand in its files as strings, whatever the minifier does. */
const tensorflowMark = /UnsortedSegmentSum|FusedDepthwiseConv2D/;

const allowedLicences = new Set(
  ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0'].concat([
    'Unlicense',
    'BlueOak-1.0.0',
    'Zlib',
  ]),
);

/** Ways in which a file makes the browser ask another origin; URLs in comments and texts are none. */
const foreignUrls = {
  '.html': [/<(?:script|img|iframe|source|link)\b[^>]*\b(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i],
  '.css': [/url\(\s*["']?(?:https?:)?\/\//i, /@import\s+["'](?:https?:)?\/\//i],
  '.js': [
    /\b(?:fetch|import|importScripts|Worker|SharedWorker|WebSocket|EventSource|sendBeacon)\(\s*["'`](?:(?:https?|wss?):)?\/\//,
    /\bfrom\s*["'](?:https?:)?\/\//,
    /\.(?:src|href)\s*=\s*["'`](?:https?:)?\/\//,
    /\.open\(\s*["'`]\w+["'`]\s*,\s*["'`](?:https?:)?\/\//,
  ],
};

/**
 * Files of the JavaScript that a page loads at once: its entry and all static imports.
 * @param {Record<string, {file: string, imports?: string[]}>} manifest
 * @param {string} entry
 */
export function firstLoad(manifest, entry) {
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no "${key}".`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    (chunk.imports ?? []).forEach(visit);
  };
  visit(entry);
  return [...files];
}

/** The part of a file that asks another origin, or null. */
export function foreignUrl(name, content) {
  for (const pattern of foreignUrls[path.extname(name)] ?? []) {
    const match = pattern.exec(content);
    if (match) return content.slice(match.index, match.index + 100);
  }
  return null;
}

/** Whether an SPDX expression can be met with allowed licences only. */
export function isAllowedLicence(expression) {
  const bare = (expression ?? '').replace(/[()]/g, '');
  return bare
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((name) => allowedLicences.has(name.trim())));
}

function licenceProblems() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([place, about]) => place !== '' && !about.dev && !isAllowedLicence(about.license))
    .map(([place, about]) => `${place} has the licence "${about.license}", which is not allowed.`);
}

function builtFiles() {
  return readdirSync(distFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(distFolder, path.join(entry.parentPath, entry.name)));
}

/** @returns {{report: string[], problems: string[]}} */
export function checkBudget() {
  const read = (file) => readFileSync(path.join(distFolder, file));
  const manifest = JSON.parse(read('.vite/manifest.json').toString());
  const first = firstLoad(manifest, 'index.html');
  const sizes = first.map((file) => ({ file, bytes: gzipSync(read(file), { level: 9 }).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const problems = licenceProblems();
  if (total >= firstLoadLimit) {
    problems.push(
      `The first load has ${total} bytes of JavaScript; ${firstLoadLimit} are allowed.`,
    );
  }
  const early = first.filter((file) => tensorflowMark.test(read(file).toString()));
  problems.push(...early.map((file) => `TensorFlow.js is in the first load: ${file}`));

  const files = builtFiles();
  const scripts = files.filter((file) => file.endsWith('.js'));
  if (!scripts.some((file) => tensorflowMark.test(read(file).toString()))) {
    problems.push('TensorFlow.js is not in the build: this check no longer recognises it.');
  }
  for (const file of files) {
    const found = foreignUrl(file, path.extname(file) in foreignUrls ? `${read(file)}` : '');
    if (found) problems.push(`${file} asks another origin: ${found}`);
  }
  const report = sizes.map(({ file, bytes }) => `${String(bytes).padStart(8)}  ${file}`);
  return { report: [...report, `${String(total).padStart(8)}  of ${firstLoadLimit}`], problems };
}

if (isMain(import.meta.url)) {
  await command(() => {
    const { report, problems } = checkBudget();
    console.log(report.join('\n'));
    problems.forEach((problem) => console.error(problem));
    return problems.length > 0 ? 1 : 0;
  });
}

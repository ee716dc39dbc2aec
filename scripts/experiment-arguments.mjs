/**
 * @file What `npm run experiment` was told: its arguments and the spec file. Mistakes are
 * `UsageError`s (exit code 2), one line for each wrong field.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from './project.mjs';

const usage =
  'Usage: npm run experiment -- spec-or-sweep.json [--backend webgpu|wasm|cpu] [--text file] [--out folder]';

const backends = ['webgpu', 'wasm', 'cpu'];

/**
 * @param {string[]} args
 * @returns {{specFile: string, backend?: string, text?: string, out?: string}}
 * @throws UsageError
 */
export function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        backend: { type: 'string' },
        text: { type: 'string' },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error.message}\n${usage}`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== 1) throw new UsageError(usage);
  const { backend, text } = values;
  if (backend !== undefined && !backends.includes(backend)) {
    throw new UsageError(`--backend: "${backend}" is none of ${backends.join(', ')}`);
  }
  if (text !== undefined && !statSync(text, { throwIfNoEntry: false })?.isFile()) {
    throw new UsageError(`--text: there is no file ${text}`);
  }
  return { specFile: positionals[0], ...values };
}

/** @throws UsageError */
export function readJson(file) {
  let content;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file}: cannot be read`);
  }
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${file}: ${error.message}`);
  }
}

/**
 * Checks the spec by the lab's own schema and lays the arguments over it.
 * @param {unknown} input content of the spec file
 * @param {{backend?: string, text?: string}} options
 * @param {(spec: unknown) => {ok: boolean, spec?: object, issues?: {path: string, message: string}[]}} parseSpec
 * @returns {object} the spec with all defaults
 * @throws UsageError
 */
export function resolveSpec(input, { backend, text }, parseSpec) {
  const parsed = parseSpec(input);
  if (!parsed.ok) {
    const lines = parsed.issues.map((issue) => `${issue.path}: ${issue.message}`);
    throw new UsageError(lines.join('\n'));
  }
  const { spec } = parsed;
  if (spec.text.source === 'own' && text === undefined) {
    throw new UsageError(`text.source: the text "${spec.text.name}" has to be given with --text`);
  }
  return {
    ...spec,
    ...(backend !== undefined && { backend }),
    ...(text !== undefined && {
      text: { source: 'own', name: path.basename(text), fingerprint: '' },
    }),
  };
}

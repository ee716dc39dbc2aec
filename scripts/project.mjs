/**
 * @file Where the project is, and how its scripts start other programs. Uses only Node's own
 * modules, because it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const distFolder = path.join(root, 'dist');

/** Lines for people: standard output belongs to results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A mistake of the person who gave the command: exit code 2, and only its message is shown. */
export class UsageError extends Error {}

/**
 * Runs a Node program of this project to its end.
 * @param {string[]} args program and its arguments
 * @param {{stdout?: 'inherit' | 'stderr', env?: Record<string, string>}} [options]
 * @returns {Promise<number>} exit code; 1 if a signal ended it
 */
export function runNode(args, { stdout = 'inherit', env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', stdout === 'stderr' ? 2 : 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a command's main function; failures become one line and an exit code. */
export async function command(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** Whether this module is the program that was started, not one that another imports. */
export function isMain(moduleUrl) {
  return (
    process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl)
  );
}

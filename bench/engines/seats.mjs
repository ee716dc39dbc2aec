/**
 * @file Where peers sit: in workers of one page of a headless Chromium, or in Node processes on Dawn,
 * the WebGPU of the npm package `webgpu`. Either way `ask` hands a peer a request of `protocol.ts`.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../scripts/headless.mjs';
import { serve } from '../../scripts/serve.mjs';

/**
 * @typedef {import('./protocol').Request} Request
 * @typedef {import('./protocol').Reply} Reply
 * @typedef {(seat: string, request: Request) => Promise<Reply>} Ask
 */

/**
 * @template T
 * @param {string} folder the bundle for the page
 * @param {(ask: Ask) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPage(folder, work) {
  const server = await serve(0, [folder]);
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      return await work((seat, request) =>
        page.evaluate((given) => window.askPeer(...given), [seat, request]),
      );
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

/**
 * @template T
 * @param {string} folder the bundle for Node
 * @param {(ask: Ask) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProcesses(folder, work) {
  const program = fileURLToPath(new URL('./node-host.mjs', import.meta.url));
  const processes = new Map();
  const processOf = (seat) => {
    const child =
      processes.get(seat) ??
      fork(program, [path.join(folder, 'host.js')], {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
    processes.set(seat, child);
    return child;
  };
  const ask = (seat, request) =>
    new Promise((resolve) => {
      const child = processOf(seat);
      const finish = (reply) => {
        child.off('message', finish);
        child.off('exit', fail);
        resolve(reply);
      };
      const fail = (code, signal) =>
        finish({ kind: 'failed', message: `the process ended (${signal ?? code})` });
      child.on('message', finish);
      child.on('exit', fail);
      child.send(request);
    });
  try {
    return await work(ask);
  } finally {
    for (const child of processes.values()) child.kill();
  }
}

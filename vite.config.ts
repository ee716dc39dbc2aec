/**
 * @file How the page is built and served in development. The built page carries a strict
 * Content-Security-Policy; both servers send COOP/COEP so that WASM threads work.
 */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy, isolationHeaders } from './scripts/headers.mjs';
import { kernels } from './scripts/kernels.mjs';

/** Puts the policy into the built HTML, so that it also holds on a host that sends no headers. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * The threads of TensorFlow.js's WASM backend are given the source of one function as it is after the
 * build (`toString()`). It asks for a variable outside of itself, first with `typeof`; the minifier
 * sees that the variable is there and leaves the question out, and every thread fails. The page
 * names the binary itself (`src/tensor/wasm.ts`), so the variable is not needed.
 */
function selfContainedThreads(): Plugin {
  return {
    name: 'self-contained-threads',
    apply: 'build',
    transform(code, id) {
      if (!/tfjs-backend-wasm-threaded-simd\.js/.test(id)) return;
      const repaired = code
        .replace(
          'if(typeof _scriptDir !== "undefined" && _scriptDir){scriptDirectory=_scriptDir}',
          '',
        )
        .replace('Module["mainScriptUrlOrBlob"]||_scriptDir', 'Module["mainScriptUrlOrBlob"]');
      if (/typeof _scriptDir|\|\|_scriptDir/.test(repaired)) {
        this.error('tfjs-backend-wasm has changed: its threads need another repair.');
      }
      return { code: repaired, map: null };
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), policyInPage(), kernels()],
  server: { port: 5180, headers: isolationHeaders },
  preview: { port: 5181, headers: isolationHeaders },
  worker: { format: 'es', plugins: () => [selfContainedThreads(), kernels()] },
  build: {
    target: 'es2023',
    manifest: true,
    rollupOptions: { input: ['index.html', 'headless.html'] },
  },
});

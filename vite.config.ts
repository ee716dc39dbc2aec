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

export default defineConfig({
  base: './',
  plugins: [react(), policyInPage(), kernels()],
  server: { port: 5180, headers: isolationHeaders },
  preview: { port: 5181, headers: isolationHeaders },
  worker: { format: 'es', plugins: () => [kernels()] },
  build: {
    target: 'es2023',
    manifest: true,
    rollupOptions: { input: ['index.html', 'headless.html'] },
  },
});

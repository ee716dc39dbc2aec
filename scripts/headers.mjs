/**
 * @file The headers that the page is served with, in development, by `npm start` and in tests.
 */

/** Cross-origin isolation: needed for SharedArrayBuffer, so for WASM threads. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Nothing comes from another origin, nothing is evaluated. `wasm-unsafe-eval` lets the WASM backend
 * be compiled; its threads are started from blobs; Mantine writes <style> elements.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' blob: 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' blob: data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

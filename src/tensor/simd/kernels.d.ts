/** @file The compiled kernels as modules; `scripts/kernels.mjs` makes them. */

declare module 'virtual:kernels/*' {
  /** The WebAssembly binary. */
  const base64: string;
  export default base64;
}

/** The compiled kernels in base64; see `scripts/kernels.mjs`. */
declare module 'virtual:kernels/*' {
  const base64: string;
  export default base64;
}

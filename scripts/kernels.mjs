/**
 * @file Compiles the SIMD kernels (`src/tensor/simd/kernels`, AssemblyScript) to WebAssembly, and
 * gives them to Vite as the modules `virtual:kernels/plain` and `virtual:kernels/relaxed`: the same
 * code without and with the relaxed SIMD instructions (fused multiply-add). `npm run kernels` only
 * compiles and shows the sizes.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { command, isMain, root } from './project.mjs';

const folder = path.join(root, 'src', 'tensor', 'simd');
const cacheFolder = path.join(root, 'node_modules', '.cache', 'kernels');
const variants = ['plain', 'relaxed'];

/** 4 GiB: the memory that is given to the module may have less. */
const maximumPages = 65_536;

const options = ['-O3', '--noAssert', '--runtime', 'stub', '--noExportMemory'].concat(
  ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', maximumPages],
  ['--enable', 'simd', '--enable', 'threads'],
);

function sourceFiles() {
  const kernels = readdirSync(path.join(folder, 'kernels'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, 'kernels', name));
  // What TypeScript and the kernels share.
  return [...kernels, path.join(folder, 'layout.ts'), path.join(folder, 'opcode.ts')];
}

/** Changes with everything that a binary depends on. */
function fingerprint(variant) {
  const hash = createHash('sha256').update(variant);
  const compiler = path.join(root, 'node_modules', 'assemblyscript', 'package.json');
  for (const file of [compiler, import.meta.filename, ...sourceFiles()]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 20);
}

/** AssemblyScript's `@inline` before functions is no TypeScript, so it stands in a comment. */
function readSource(name, baseFolder) {
  const file = path.resolve(baseFolder, name);
  if (!existsSync(file)) return null;
  return readFileSync(file, 'utf8').replace(/^\/\/ @inline$/gm, '@inline');
}

/**
 * @param {string} variant
 * @returns {Promise<Buffer>} the binary, from the cache where its sources have not changed
 */
async function kernelBinary(variant) {
  const cached = path.join(cacheFolder, `${fingerprint(variant)}.wasm`);
  if (existsSync(cached)) return readFileSync(cached);
  const { default: compiler } = await import('assemblyscript/asc');
  const binary = { bytes: Buffer.alloc(0) };
  const { error, stderr } = await compiler.main(
    [
      path.relative(root, path.join(folder, 'kernels', 'index.ts')),
      ...['--baseDir', root, '--outFile', 'kernels.wasm'],
      ...options.map(String),
      ...(variant === 'relaxed' ? ['--enable', 'relaxed-simd'] : []),
    ],
    {
      readFile: readSource,
      writeFile: (_name, contents) => (binary.bytes = Buffer.from(contents)),
    },
  );
  if (error) throw new Error(`The SIMD kernels cannot be compiled:\n${stderr.toString()}`);
  mkdirSync(cacheFolder, { recursive: true });
  // Others may compile at the same time: a file appears whole or not at all.
  const whole = `${cached}.${process.pid}`;
  writeFileSync(whole, binary.bytes);
  renameSync(whole, cached);
  return binary.bytes;
}

/** The binary stands in the module as text: nothing has to be fetched, in Node as in a browser. */
export function kernels() {
  const prefix = 'virtual:kernels/';
  return {
    name: 'kernels',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      sourceFiles().forEach((file) => this.addWatchFile(file));
      const binary = await kernelBinary(id.slice(prefix.length + 1));
      return `export default '${binary.toString('base64')}';`;
    },
  };
}

if (isMain(import.meta.url)) {
  await command(async () => {
    for (const variant of variants) {
      console.log(`${variant}: ${(await kernelBinary(variant)).length} bytes`);
    }
  });
}

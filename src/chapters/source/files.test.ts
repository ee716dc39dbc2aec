/** @file The source of a chapter is there, and is the very file. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { knownFiles, readSource, sourceFiles } from './files';

const wanted = new Set(Object.values(sourceFiles).flat());

it.each([...wanted])('%s', async (path) => {
  expect(await readSource(path)).toBe(await readFile(`src/${path}`, 'utf8'));
});

it('holds nothing that no chapter shows', () => {
  expect(knownFiles().filter((path) => !wanted.has(path))).toEqual([]);
});

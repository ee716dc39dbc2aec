/**
 * @file As `operations.browser.test.ts`: every case of every operation, and more random ones.
 */
import { expect, it } from 'vitest';
import { laneExchanges } from './kernels/lanes';
import { matmulVariants } from './kernels/matmul';
import {
  casesOf,
  choiceOf,
  deviating,
  expectAnyAttention,
  expectAnyMatmul,
  operationKinds,
  testDevice,
} from './testing';

const device = await testDevice();
const timeout = 900_000;

it.each(operationKinds)('%s', { timeout }, async (kind) => {
  expect(await deviating(device, choiceOf('quads'), casesOf(kind))).toEqual([]);
});

it.each(laneExchanges)('any attention, forth and back, by %s', { timeout }, async (lanes) => {
  await expectAnyAttention(device, lanes, 20);
});

it.each(matmulVariants)('any matmul by %s', { timeout }, async (variant) => {
  await expectAnyMatmul(device, variant, 12);
});

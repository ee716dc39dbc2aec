/** @file The seed of a stage that draws something: a setting like any other. */
import { z } from 'zod';

export const seedSetting = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .default(1);

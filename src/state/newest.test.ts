/** @file Of many wishes, the first and the newest are worked on. */
import { expect, it } from 'vitest';
import { newestOnly } from './newest';

it('merges calls that come while it works', async () => {
  let wish = 1;
  const done: number[] = [];
  const work = newestOnly(async () => {
    const mine = wish;
    await new Promise((resolve) => setTimeout(resolve));
    done.push(mine);
  });
  const first = work();
  for (wish = 2; wish < 5; wish++) await work();
  wish = 5;
  await first;
  expect(done).toEqual([1, 5]);
  await work();
  expect(done).toEqual([1, 5, 5]);
});

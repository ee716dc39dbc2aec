/**
 * @file Sorting: `7404` → `0447`. Each digit of the target depends on how often every smaller one occurs
 * in the source; where it stands there does not matter.
 */
import { stringTask } from './strings';

export const sorting = stringTask('0123456789', (digits) => digits.toSorted());

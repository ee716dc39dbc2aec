/**
 * @file Reversal: `abcj` → `jcba`. The target is all in the source; what must be learned is where to
 * look, and that the place to look at moves backwards as the target grows.
 */
import { stringTask } from './strings';

export const reversal = stringTask('abcdefghij', (letters) => letters.toReversed());

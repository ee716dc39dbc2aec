/**
 * @file Work for which only the newest wish counts: typing and training are faster than a forward pass.
 */

/**
 * Calls that come while the work is under way are merged into one more at its end.
 * @param work reads for itself what is wished, and does not throw
 * @returns settles, for the call that began it, when nothing is wished any more; for the others at once
 */
export function newestOnly(work: () => Promise<void>): () => Promise<void> {
  let working = false;
  let askedAgain = false;
  return async () => {
    if (working) {
      askedAgain = true;
      return;
    }
    working = true;
    do {
      askedAgain = false;
      await work();
    } while (askedAgain);
    working = false;
  };
}

/** @file Work that is wished for faster than it can be done. */

/** One at a time; of the wishes that come meanwhile, the newest is worked on when the present one is done. */
export function newestOnly(work: () => Promise<void>): () => Promise<void> {
  let isWorking = false;
  let isAskedAgain = false;
  return async () => {
    if (isWorking) {
      isAskedAgain = true;
      return;
    }
    isWorking = true;
    try {
      do {
        isAskedAgain = false;
        await work();
      } while (isAskedAgain);
    } finally {
      isWorking = false;
    }
  };
}

/**
 * @file Where things lie in the machine's memory, and the sizes of blocks that both sides must agree
 * on. Read by TypeScript and by the AssemblyScript kernels, so only plain constants may stand here.
 */

/** Words that the threads share; each has a cache line of its own. */
export const taskCounterAddress = 1024;
export const arrivedAddress = 1152;
export const generationAddress = 1280;
export const runAddress = 1408;
export const commandListAddress = 1536;
export const sleepersAddress = 1664;

/** Everything below belongs to the control words; address 0 means "absent". */
export const firstFreeAddress = 4096;

/** Kernels read whole vectors, so up to this many bytes behind the end of a region. */
export const readAhead = 64;

/** A command list begins with these: its end, the shared scratch, the first thread's, its bytes. */
export const listHeaderWords = 4;

/** Rows and columns of the register block of a matrix product. */
export const tileRows = 4;
export const tileColumns = 8;

/** Rows of A that a task keeps packed, and the longest stretch of k: both fit in the L2 cache. */
export const blockRows = 64;
export const blockDepth = 512;

/** Queries that an attention task works on at a time. */
export const queryBlock = 64;

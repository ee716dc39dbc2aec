/**
 * @file How threads share a command list. All of them walk through it; within a command each takes
 * the next free task, and between two phases all meet at a barrier. Which thread does a task never
 * changes what it computes, so results are the same for any number of threads.
 */
import {
  arrivedAddress,
  generationAddress,
  runAddress,
  sleepersAddress,
  taskCounterAddress,
} from '../layout';

/** Looks at a word before a thread goes to sleep: some microseconds. */
const patience = 5000;

// Every thread has an instance of the module, so these are its own.
let threadCount: u32 = 1;
let maySleep = false;
let nextTask: u32 = 0;

export function setThreads(count: u32, sleeps: bool): void {
  threadCount = count;
  maySleep = sleeps;
}

// @inline
export function threads(): u32 {
  return threadCount;
}

/** Number of the next task of this phase; the caller stops when it is past the last. */
// @inline
export function claimTask(): u32 {
  if (threadCount == 1) return nextTask++;
  return atomic.add<u32>(taskCounterAddress, 1);
}

/** Returns when all threads are here; then the tasks of a new phase begin. */
export function barrier(): void {
  if (threadCount == 1) {
    nextTask = 0;
    return;
  }
  const seen = atomic.load<u32>(generationAddress);
  if (atomic.add<u32>(arrivedAddress, 1) != threadCount - 1) {
    waitForChange(generationAddress, seen);
    return;
  }
  atomic.store<u32>(arrivedAddress, 0);
  atomic.store<u32>(taskCounterAddress, 0);
  atomic.store<u32>(generationAddress, seen + 1);
  wake(generationAddress);
}

/** Sets the other threads to work on the command list. */
export function startRun(): void {
  // Not 0 if a run was broken off.
  nextTask = 0;
  if (threadCount == 1) return;
  atomic.add<u32>(runAddress, 1);
  wake(runAddress);
}

/** @returns the number of the run that has begun */
export function waitForRun(last: u32): u32 {
  waitForChange(runAddress, last);
  return atomic.load<u32>(runAddress);
}

/** A thread counts itself as asleep before it looks a last time, so that none is forgotten. */
function wake(address: usize): void {
  if (atomic.load<u32>(sleepersAddress) != 0) atomic.notify(address, -1);
}

function waitForChange(address: usize, seen: u32): void {
  for (let looks = 0; looks < patience; looks++) {
    if (atomic.load<u32>(address) != seen) return;
  }
  if (!maySleep) {
    while (atomic.load<u32>(address) == seen) {}
    return;
  }
  atomic.add<u32>(sleepersAddress, 1);
  while (atomic.load<u32>(address) == seen) atomic.wait<i32>(address, seen, -1);
  atomic.sub<u32>(sleepersAddress, 1);
}

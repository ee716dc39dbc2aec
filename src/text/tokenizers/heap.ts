/** @file A binary heap: the element that comes first is popped first. */

export class Heap<T> {
  private readonly items: T[] = [];

  /** @param isBefore whether the first element must be popped before the second */
  constructor(private readonly isBefore: (first: T, second: T) => boolean) {}

  push(item: T): void {
    const { items } = this;
    let at = items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(item, items[parent])) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop(): T | undefined {
    const { items } = this;
    const top = items.at(0);
    const last = items.pop();
    if (items.length === 0 || last === undefined) return top;
    // The last element sinks from the root to its place.
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.isBefore(items[child + 1], items[child])) child++;
      if (!this.isBefore(items[child], last)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return top;
  }
}

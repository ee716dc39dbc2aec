/**
 * @file Ids by falling key, as many as are asked for. A heap: what a cut keeps of a big vocabulary is
 * seldom more than a small part, and sorting the rest would cost many times as much. Fresh memory for a big
 * vocabulary costs a browser more than what is computed in it, so it is used again.
 */

/** Numbers that do not outlive the call which asked for them: the next one takes them over. */
export class Scratch {
  private numbers: Float64Array<ArrayBuffer> = new Float64Array(0);

  /** @returns as many numbers, with anything in them */
  take(length: number): Float64Array<ArrayBuffer> {
    if (this.numbers.length !== length) this.numbers = new Float64Array(length);
    return this.numbers;
  }
}

export class LargestFirst {
  private keys: Float64Array = new Float64Array(0);
  /** A binary heap of ids, in the first `size` places. */
  private heap = new Uint32Array(0);
  private size = 0;

  /** @param keys by id, none NaN; not to be changed as long as ids are taken */
  over(keys: Float64Array): this {
    this.keys = keys;
    this.size = keys.length;
    if (this.heap.length < keys.length) this.heap = new Uint32Array(keys.length);
    for (let id = 0; id < keys.length; id++) this.heap[id] = id;
    for (let at = (keys.length >> 1) - 1; at >= 0; at--) this.sink(at, this.heap[at]);
    return this;
  }

  /** The id of the largest key that is left, the smallest of equals; `undefined` if none is left. */
  next(): number | undefined {
    if (this.size === 0) return undefined;
    const first = this.heap[0];
    this.size -= 1;
    if (this.size > 0) this.sink(0, this.heap[this.size]);
    return first;
  }

  /** Puts an id where it belongs at or under a place whose own is not needed any more. */
  private sink(place: number, id: number): void {
    const { keys, heap, size } = this;
    const key = keys[id];
    let at = place;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const other = child + 1;
      if (
        other < size &&
        comesFirst(keys[heap[other]], heap[other], keys[heap[child]], heap[child])
      )
        child = other;
      if (!comesFirst(keys[heap[child]], heap[child], key, id)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = id;
  }
}

function comesFirst(key: number, id: number, otherKey: number, otherId: number): boolean {
  return key > otherKey || (key === otherKey && id < otherId);
}

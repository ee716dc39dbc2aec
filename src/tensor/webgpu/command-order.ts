/**
 * @file The order in which a machine's commands reach the queue. Commands go there at once, unless an
 * earlier one waits for its pipelines: then all later ones wait behind it.
 */
export class CommandOrder {
  private tail: Promise<void> | null = null;

  get isWaiting(): boolean {
    return this.tail !== null;
  }

  /**
   * @param issue gives the commands to the queue; where it takes its time, later ones wait for it
   * @param condition what must have come true before; if it fails, nothing is issued
   */
  enqueue(issue: () => void | Promise<void>, condition?: Promise<unknown>): Promise<void> {
    if (!this.tail && !condition) {
      const underWay = issue();
      return underWay ? this.waitingFor(underWay) : Promise.resolve();
    }
    return this.waitingFor((this.tail ?? Promise.resolve()).then(() => condition).then(issue));
  }

  private waitingFor(issued: Promise<void>): Promise<void> {
    const tail = issued
      .catch(() => undefined)
      .then(() => {
        if (this.tail === tail) this.tail = null;
      });
    this.tail = tail;
    return issued;
  }
}

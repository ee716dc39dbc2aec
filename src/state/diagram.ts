/**
 * @file The block diagram of a model and its mask, for pages.
 */
import type { Box } from '../models/diagram';

export { modelDiagram } from '../models/diagram';
export { followCell } from '../models/follow-cell';
export { canSee, editedSight, sightOf } from '../models/masks';

/** A box and all inside, by name. */
export function boxesOf(root: Box): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const add = (box: Box) => {
    boxes.set(box.name, box);
    box.inner.forEach(add);
  };
  add(root);
  return boxes;
}

/** The boxes on the way to the one of that name, itself last; the root alone where there is none. */
export function pathTo(root: Box, name: string): [Box, ...Box[]] {
  const rest = wayTo(root.inner, name);
  return [root, ...rest];
}

function wayTo(boxes: readonly Box[], name: string): Box[] {
  for (const box of boxes) {
    if (box.name === name) return [box];
    const rest = wayTo(box.inner, name);
    if (rest.length > 0) return [box, ...rest];
  }
  return [];
}

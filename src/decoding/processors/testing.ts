/** @file Random links of a chain, and cuts by name, for the tests of processors and strategies. */
import fc from 'fast-check';
import { newLink, processorNames, processors, type Link, type ProcessorName } from '.';
import { knobNames, type ProcessorContext, type ProcessorSettings } from './processor';

const nothingBefore: ProcessorContext = { promptIds: [], writtenIds: [] };

/** Constraints have tests of their own: they must know the vocabulary. */
const withoutTexts = processorNames.filter((name) => !processors[name].texts);

/** A processor with settings anywhere within their bounds. */
export const randomLink: fc.Arbitrary<Link> = fc
  .tuple(fc.constantFrom(...withoutTexts), fc.array(fc.double({ min: 0, max: 1, noNaN: true })))
  .map(([name, shares]) => {
    const link = newLink(name);
    const settings = { ...link.settings };
    knobNames.forEach((knob, index) => {
      const range = processors[name].knobs[knob];
      const share = shares[index % Math.max(1, shares.length)];
      if (!range || share === undefined) return;
      const value = range.minimum + share * (range.maximum - range.minimum);
      settings[knob] = Number.isInteger(range.step) ? Math.round(value) : value;
    });
    return { ...link, settings };
  });

export function process(
  name: ProcessorName,
  logits: ArrayLike<number>,
  settings: ProcessorSettings,
  context = nothingBefore,
): Float64Array {
  const after = Float64Array.from(logits);
  processors[name].apply(after, settings, context, {});
  return after;
}

/** Ids that are not cut. */
export function keptIds(logits: Float64Array): number[] {
  return [...logits.keys()].filter((id) => logits[id] > -Infinity);
}

/**
 * @file The diagram is of the very model: every parameter is in it once, every edge comes from a box
 * that is there with the shape that it says, whatever the options are.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normPlacements, activationKinds, attentionSinks, usualBlock, usualExperts } from './block';
import { architectures, normKinds, positionSchemes, type ModelConfig } from './config';
import { modelDiagram, outputOf, type Box } from './diagram';
import { countParameters, parameterShapes } from './parameters';

const configs: fc.Arbitrary<ModelConfig> = fc
  .record({
    architecture: fc.constantFrom(...architectures),
    positions: fc.constantFrom(...positionSchemes),
    relativeValues: fc.boolean(),
    norm: fc.constantFrom(...normKinds),
    normPlacement: fc.constantFrom(...normPlacements),
    activation: fc.constantFrom(...activationKinds),
    keyValueHeads: fc.constantFrom(null, 1, 2),
    queryKeyNorm: fc.boolean(),
    scoreCap: fc.constantFrom(0, 30),
    attentionSink: fc.constantFrom(...attentionSinks),
    window: fc.constantFrom(0, 3),
    gated: fc.boolean(),
    feedForwardWidth: fc.constantFrom(null, 24),
    parallel: fc.boolean(),
    residualScale: fc.constantFrom(1, 0.5),
    logitCap: fc.constantFrom(0, 30),
    tiedHead: fc.boolean(),
    layers: fc.integer({ min: 1, max: 3 }),
    sentencePairs: fc.boolean(),
    experts: fc.constantFrom(
      null,
      usualExperts,
      { ...usualExperts, learnedNoise: true },
      {
        ...usualExperts,
        count: 3,
        shared: true,
      },
    ),
  })
  .map((options) => ({
    ...usualBlock,
    ...options,
    ...{ vocabularySize: 13, heads: 4, width: 16, contextLength: 8, ropeBase: 10_000, dropout: 0 },
    sentencePairs: options.sentencePairs && options.architecture === 'encoder-only',
  }));

const withInner = (box: Box): Box[] => [box, ...box.inner.flatMap(withInner)];

it('has every parameter once, with its shape', () => {
  fc.assert(
    fc.property(configs, (config) => {
      const root = modelDiagram(config);
      const own = withInner(root).flatMap(({ parameters }) => parameters);
      const shapes = parameterShapes(config);
      expect(Object.fromEntries(own.map(({ name, shape }) => [name, shape]))).toEqual(shapes);
      expect(own).toHaveLength(Object.keys(shapes).length);
      expect(root.parameterCount).toBe(countParameters(config));
      const shared = withInner(root).flatMap((box) => box.shared);
      for (const name of shared) expect(shapes).toHaveProperty([name]);
    }),
    { numRuns: 40 },
  );
});

it('has edges between boxes that are there, of the shape that they give', () => {
  fc.assert(
    fc.property(configs, (config) => {
      const root = modelDiagram(config, { time: 5, sourceTime: 7 });
      const boxes = withInner(root);
      const byName = new Map(boxes.map((box) => [box.name, box]));
      expect(byName.size).toBe(boxes.length);
      for (const box of boxes) {
        for (const { from, shape } of box.inputs) expect(byName.get(from)?.shape).toEqual(shape);
        expect(outputOf(box).shape).toEqual(box.shape);
        // What is inside reads what the box reads, or what stands before it.
        const seen = new Set(box.inputs.map(({ from }) => from));
        for (const inner of box.inner) {
          if (box !== root) for (const { from } of inner.inputs) expect(seen).toContain(from);
          seen.add(inner.name);
        }
      }
    }),
    { numRuns: 40 },
  );
});

/**
 * @file The block diagram: boxes stand below what they read and beside each other, and the picture says
 * the numbers of the model that it is drawn from.
 */
import { describe, expect, it } from 'vitest';
import { usualBlock } from '../models/block';
import type { ModelConfig } from '../models/config';
import { modelDiagram, type Box } from '../models/diagram';
import { boxesOf, pathTo } from '../state/diagram';
import { BlockDiagram } from './BlockDiagram';
import { BoxFacts } from './BoxFacts';
import { boxHeight, layoutBlocks } from './block-layout';
import { draw, occurrences } from './testing';

const config: ModelConfig = {
  ...usualBlock,
  ...{ vocabularySize: 100, layers: 2, heads: 4, width: 16, contextLength: 8, dropout: 0 },
  ...{ positions: 't5', ropeBase: 10_000, norm: 'layer', tiedHead: true, gated: true },
};
const root = modelDiagram(config);
const pair = modelDiagram({ ...config, architecture: 'encoder-decoder' });
const levels = [root, pair].flatMap((whole) =>
  [...boxesOf(whole).values()].filter(({ inner }) => inner.length > 0),
);

describe('the places of boxes', () => {
  it.each([320, 700])('do not overlap and follow the data, in %i pixels', (width) => {
    for (const level of levels) {
      const { boxes, edges, height } = layoutBlocks(level.inner, width);
      const places = new Map(boxes.map((placed) => [placed.box.name, placed]));
      for (const { box, x, y, width: own } of boxes) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + own).toBeLessThanOrEqual(width);
        expect(y + boxHeight).toBeLessThanOrEqual(height);
        for (const { from } of box.inputs) {
          const source = places.get(from);
          if (source) expect(source.y).toBeLessThan(y);
        }
        const beside = boxes.filter((other) => other.y === y && other.x > x);
        for (const other of beside) expect(x + own).toBeLessThan(other.x);
      }
      const inputs = level.inner.flatMap((box) => box.inputs);
      expect(edges).toHaveLength(inputs.length);
    }
  });

  it('puts queries, keys and values side by side', () => {
    const attention = boxesOf(root).get('layers.0.attention');
    const { boxes } = layoutBlocks(attention?.inner ?? [], 600);
    const heights = boxes.filter(({ box }) => ['queries', 'keys', 'values'].includes(box.kind));
    expect(new Set(heights.map(({ y }) => y)).size).toBe(1);
  });
});

const picture = (whole: Box, name: string, language: 'en' | 'zh-CN' = 'en') =>
  draw(
    <BlockDiagram path={pathTo(whole, name)} boxes={boxesOf(whole)} onChoose={() => undefined} />,
    language,
  );

describe('the picture', () => {
  it('shows the whole, then what is inside of the chosen box', () => {
    const whole = picture(root, 'model');
    expect(occurrences(whole, 'role="button"')).toBe(root.inner.length);
    expect(whole).toContain('Layer 2');
    expect(whole).toContain('T×D = 8×16');
    const inside = picture(root, 'layers.1.attention');
    expect(inside).toContain('Queries, 0 parameters');
    expect(inside).toContain('H×T×T = 4×8×8');
    // Up: 16 numbers in, 2 · 40 out, with biases.
    expect(picture(root, 'layers.1.feedForward')).toContain('1,360 parameters');
  });

  it('keeps the level when an operation is chosen', () => {
    const chosen = picture(root, 'layers.1.attention.scores');
    expect(occurrences(chosen, 'aria-pressed="true"')).toBe(1);
    expect(occurrences(chosen, 'aria-current="location"')).toBe(1);
  });

  it('names the encoder in Chinese too', () => {
    expect(picture(pair, 'model', 'zh-CN')).toContain('编码器的层 1');
  });
});

it('tells of a box what it computes, takes and learns', () => {
  const [, , , norm] = pathTo(root, 'layers.0.attention.norm');
  expect(norm).toBeUndefined();
  const boxes = boxesOf(root);
  const box = boxes.get('head');
  const facts = box ? draw(<BoxFacts box={box} boxes={boxes} />) : '';
  expect(facts).toContain('logits = x·Eᵀ');
  expect(facts).toContain('embedding.token.weight');
  expect(facts).toContain('T×V = 8×100');
});

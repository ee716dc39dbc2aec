/**
 * @file From a dirty text to tokens: the crawl is cleaned by default, other texts only if the spec says
 * so.
 */
import { describe, expect, it } from 'vitest';
import { usualSettings } from '../text/cleaning/settings';
import { Preparation } from './prepare';
import { pipelineOf, requireSpec, type SpecInput } from './spec';

const crawl: SpecInput = {
  text: { source: 'crawl', documents: 150, seed: 2 },
  tokenizer: { kind: 'bytes' },
};
const preparation = () => new Preparation(() => Promise.resolve(null));

async function tokensOf(input: SpecInput): Promise<number> {
  const { data } = await preparation().prepare(requireSpec(input));
  return data.train.length + data.validation.length;
}

describe('cleaning in an experiment', () => {
  it('leaves specs without it what they were', () => {
    expect(pipelineOf(requireSpec({}))).toEqual([]);
    expect(pipelineOf(requireSpec(crawl)).length).toBeGreaterThan(10);
    expect(pipelineOf(requireSpec({ ...crawl, cleaning: { stages: [] } }))).toEqual([]);
  });

  it('gives the tokenizer what is left of the crawl', async () => {
    const dirty = await tokensOf({ ...crawl, cleaning: { stages: [] } });
    const clean = await tokensOf(crawl);
    expect(clean).toBeGreaterThan(1000);
    expect(clean).toBeLessThan(dirty / 5);
    expect(await tokensOf(crawl)).toBe(clean);
  });

  it('is measured by the same good pages, dirty or clean, and what is looked at stays', async () => {
    const text = { source: 'crawl', documents: 150, seed: 2, validation: 'good-pages' } as const;
    const own = preparation();
    const spec = requireSpec({ ...crawl, text });
    const report = await own.clean(spec, {});
    const dirty = await own.prepare(requireSpec({ ...crawl, text, cleaning: { stages: [] } }));
    const extraction = pipelineOf(spec).filter(({ stage }) => stage === 'text-extraction');
    const plain = await own.prepare(
      requireSpec({ ...crawl, text, cleaning: { stages: extraction } }),
    );
    expect(own.cleaning.browse({ place: 0, code: null, offset: 0, count: 1 }).total).toBe(
      report.stages[0].removed,
    );
    const clean = await own.prepare(spec);
    expect(clean.data.validation.length).toBeGreaterThan(10_000);
    expect(dirty.data.validation).toEqual(clean.data.validation);
    expect(plain.data.validation).toEqual(clean.data.validation);
    expect(dirty.data.train.length).toBeGreaterThan(plain.data.train.length);
    expect(plain.data.train.length).toBeGreaterThan(clean.data.train.length);
  });

  it('can be looked at and saved', async () => {
    const spec = requireSpec(crawl);
    const own = preparation();
    expect(() => own.cleaning.save()).toThrow(expect.objectContaining({ code: 'cleaning.none' }));
    await own.open(spec.text, null, {});
    const stages: number[] = [];
    const report = await own.clean(spec, {}, (soFar) => stages.push(soFar.stages.length));
    expect(stages).toEqual(report.stages.map((_, turn) => turn + 1));
    const text = await own.cleaning.save().text();
    expect(text.trimEnd().split('\n')).toHaveLength(150);
    const query = { place: 0, code: null, offset: 0, count: 3 };
    expect(own.cleaning.browse(query).total).toBe(report.stages[0].removed);
  });

  it('cleans other texts too, and says so if nothing is left', async () => {
    const input: SpecInput = {
      text: { source: 'english-stories', documents: 20, seed: 1 },
      tokenizer: { kind: 'bytes' },
    };
    const all = await tokensOf(input);
    const stages = [{ ...usualSettings('document-quality'), fewestWords: 100 }];
    expect(await tokensOf({ ...input, cleaning: { stages } })).toBeLessThan(all);
    const strict = [{ ...usualSettings('document-quality'), fewestWords: 9000 }];
    await expect(tokensOf({ ...input, cleaning: { stages: strict } })).rejects.toMatchObject({
      code: 'cleaning.empty',
      values: { documents: 20 },
    });
  });
});

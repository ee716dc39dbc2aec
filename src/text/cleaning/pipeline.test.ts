/**
 * @file The pipeline on a small crawl: what is left, what is told of each stage, order and switches,
 * cancelling, and the ways in and out.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { crawlPage } from '../crawl';
import { browseOutcomes, resultLines } from './browse';
import { documentsSource, cleaningDocuments } from './corpus';
import { runPipeline, type CleaningReport, type CleaningResult } from './pipeline';
import { scoreStage } from './score';
import {
  pipelineFromJson,
  pipelineSchema,
  pipelineToJson,
  usualPipeline,
  usualSettings,
} from './settings';
import { stageNames } from './stages';
import { sizeOf } from './size';

const count = 400;
const pages = Array.from({ length: count }, (_, id) => crawlPage(3, id));
const documents = pages.map(({ id, url, html }) => ({
  id,
  url,
  isHtml: true,
  text: html,
  language: null,
}));
const truthOf = (id: number) => pages[id].truth;

describe('the usual pipeline on a crawl', () => {
  let result: CleaningResult;
  const reports: CleaningReport[] = [];
  beforeAll(async () => {
    result = await runPipeline(documents, usualPipeline(), {
      truthOf,
      onStage: (report) => reports.push(report),
    });
  });

  it('leaves about one page in eight, and hardly a bad one', () => {
    const { left, after, before } = result.report.good ?? { left: 0, after: 0, before: 0 };
    expect(left / count).toBeGreaterThan(0.08);
    expect(left / count).toBeLessThan(0.2);
    expect(after / before).toBeGreaterThan(0.85);
    expect(after / left).toBeGreaterThan(0.85);
  });

  it('tells after each stage what is left', () => {
    const { start, stages } = result.report;
    expect(start).toEqual(sizeOf(documents.map(({ text }) => text)));
    expect(reports.map((report) => report.stages.length)).toEqual(
      stages.map((_, turn) => turn + 1),
    );
    let before = start.documents;
    for (const { left, removed, changed, reasons } of stages) {
      expect(left.documents).toBe(before - removed);
      expect(reasons.reduce((sum, reason) => sum + reason.count, 0)).toBe(removed + changed);
      before = left.documents;
    }
    expect(before).toBe(result.kept.length);
  });

  it.each([
    ['url-filter', 0.9],
    ['language-identification', 0.9],
    ['repetition', 0.8],
    ['personal-data', 0.8],
    ['exact-duplicates', 0.9],
    ['near-duplicates', 0.8],
  ])('finds with %s at least %d of what there is, and little else', (name, least) => {
    const score = result.report.stages.find(({ stage }) => stage === name)?.score;
    expect(score?.recall ?? 0).toBeGreaterThanOrEqual(least);
    expect(score?.precision ?? 0).toBeGreaterThanOrEqual(0.8);
  });

  it('comes out the same again', async () => {
    const again = await runPipeline(documents, usualPipeline());
    expect(again.kept).toEqual(result.kept);
    expect(again.report.good).toBeNull();
  });

  it('can be browsed, reason by reason', () => {
    const [first] = result.report.stages;
    const { code, count: times } = first.reasons[0];
    const all = browseOutcomes(result, { place: first.place, code: null, offset: 0, count: 5 });
    const some = browseOutcomes(result, { place: first.place, code, offset: 0, count: 1000 });
    expect(all.total).toBe(first.removed + first.changed);
    expect(some.shown).toHaveLength(times);
    expect(some.shown[0]).toMatchObject({ after: null, reason: { code } });
    expect(browseOutcomes(result, { place: 99, code: null, offset: 0, count: 5 }).total).toBe(0);
  });

  it('is saved with a line for every document', () => {
    const lines = [...resultLines(result, usualPipeline())].map(
      (line) => JSON.parse(line) as unknown,
    );
    expect(lines).toHaveLength(count);
    const texts = lines.filter((line) => JSON.stringify(line).includes('"text":'));
    expect(texts).toHaveLength(result.kept.length);
    expect(
      lines[pages.findIndex(({ truth }) => truth.defects.includes('wrong-language'))],
    ).toMatchObject({ removed: { stage: 'language-identification' } });
  });
});

describe('a pipeline', () => {
  it('runs in the order given, and only what is on', async () => {
    const stages = [
      { ...usualSettings('personal-data'), enabled: false },
      usualSettings('document-quality'),
      usualSettings('url-filter'),
    ];
    const { report } = await runPipeline(documents.slice(0, 50), stages);
    expect(report.stages.map(({ stage, place }) => [stage, place])).toEqual([
      ['document-quality', 1],
      ['url-filter', 2],
    ]);
  });

  it('does nothing where there is nothing', async () => {
    expect((await runPipeline([], usualPipeline())).kept).toEqual([]);
    expect((await runPipeline(documents, [])).kept).toEqual(documents);
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const work = runPipeline(documents, usualPipeline(), {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is the same after a way through a file', () => {
    expect(pipelineFromJson(pipelineToJson(usualPipeline()))).toEqual(usualPipeline());
    expect(usualPipeline().map(({ stage }) => stage)).toEqual(stageNames);
  });

  it.each([
    ['{', 'not JSON'],
    ['[]', '(pipeline)'],
    ['{"stages":[{"stage":"magic"}]}', 'stages.0'],
    ['{"stages":[{"stage":"repetition","top2gram":3}]}', 'stages.0.top2gram'],
    ['{"stages":[{"stage":"repetition","other":1}]}', 'stages.0'],
    [`{"stages":[],"x":"${'x'.repeat(200_000)}"}`, 'too long'],
  ])('from a file is refused: %s', (json, where) => {
    const read = () => pipelineFromJson(json);
    expect(read).toThrow(where);
    expect(read).toThrow(expect.objectContaining({ code: 'cleaning.pipeline' }));
  });

  it('has a default for every setting', () => {
    expect(pipelineSchema.parse(stageNames.map((stage) => ({ stage })))).toHaveLength(
      stageNames.length,
    );
  });
});

describe('the score of a stage', () => {
  const none = new Set<number>();
  it('is null where the truth does not tell', () => {
    expect(scoreStage([], { seen: [0], removed: none, changed: none }, truthOf)).toBeNull();
  });

  it('lets any one of a group of copies stay', () => {
    const truths = [
      { quality: 'good' as const, defects: [], language: 'en' },
      { quality: 'copy' as const, defects: ['exact-copy' as const], language: 'en', copyOf: 0 },
      { quality: 'copy' as const, defects: ['near-copy' as const], language: 'en', copyOf: 0 },
      { quality: 'good' as const, defects: [], language: 'en' },
    ];
    const score = (finds: ('exact-copy' | 'near-copy')[], removed: number[]) =>
      scoreStage(
        finds,
        { seen: [0, 1, 2, 3], removed: new Set(removed), changed: none },
        (id) => truths[id],
      );
    expect(score(['exact-copy', 'near-copy'], [0, 1])).toMatchObject({ precision: 1, recall: 1 });
    expect(score(['exact-copy', 'near-copy'], [1, 3])).toMatchObject({
      precision: 0.5,
      recall: 0.5,
    });
    expect(score(['exact-copy'], [1])).toMatchObject({ precision: 1, recall: 1, targets: 1 });
    expect(score(['exact-copy'], [])).toMatchObject({ precision: null, recall: 0 });
  });
});

describe('documents', () => {
  it('go into a text and come back', async () => {
    const source = documentsSource('x', [
      { ...documents[0], text: 'Eins.' },
      { ...documents[1], text: '二。' },
    ]);
    expect(
      (await cleaningDocuments(source)).map(({ id, text, isHtml }) => [id, text, isHtml]),
    ).toEqual([
      [0, 'Eins.', false],
      [1, '二。', false],
    ]);
  });
});

/**
 * @file The words of the stages of cleaning: none is missing for any stage, setting, option, reason or
 * defect. Chinese has the same keys (`complete.test.ts`).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { runPipeline, type CleaningResult } from '../text/cleaning/pipeline';
import { usualPipeline } from '../text/cleaning/settings';
import { crawlPage, defects } from '../text/crawl';
import { settingFields, stageNames } from '../state/cleaning-settings';
import { cleaningStages } from './en/cleaning-stages';

/** What stands at a dotted key. */
function at(path: string): unknown {
  let node: unknown = cleaningStages;
  for (const key of path.split('.')) {
    node =
      typeof node === 'object' && node !== null
        ? Object.entries(node).find(([name]) => name === key)?.[1]
        : undefined;
  }
  return node;
}

const isText = (path: string) => expect(at(path), path).toBeTypeOf('string');

describe.each(stageNames)('%s', (stage) => {
  it('has a name, a line and words for each setting', () => {
    isText(`stages.${stage}.name`);
    isText(`stages.${stage}.line`);
    for (const field of settingFields(stage)) {
      isText(`stages.${stage}.settings.${field.name}`);
      const options = field.kind === 'choice' || field.kind === 'choices' ? field.options : [];
      for (const option of options) isText(`options.${option}`);
    }
  });
});

describe('what is told of a crawl', () => {
  let result: CleaningResult;
  beforeAll(async () => {
    const documents = Array.from({ length: 500 }, (_, id) => {
      const { url, html } = crawlPage(5, id);
      return { id, url, isHtml: true, text: html, language: null };
    });
    result = await runPipeline(
      documents,
      usualPipeline().map((settings) => ({ ...settings, enabled: true })),
    );
  });

  it('has a sentence for every reason, with its numbers', () => {
    for (const { stage, place } of result.report.stages) {
      for (const { reason } of result.outcomes.get(place) ?? []) {
        const sentence = at(`stages.${stage}.reasons.${reason.code}`);
        expect(sentence, `${stage} ${reason.code}`).toBeTypeOf('string');
        const names = [...String(sentence).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
        for (const name of names) expect(reason.values).toHaveProperty(name);
      }
    }
  });

  it('names every defect', () => {
    for (const defect of defects) isText(`defects.${defect}`);
  });
});

/**
 * @file Which text something was trained on, as a key: the text, and what it was cleaned by. Equal keys
 * are equal texts, so what was trained on them can be compared.
 */
import type { Pipeline } from '../text/cleaning/settings';
import { pipelineOf, type Spec, type TextSpec } from './spec';

/** An own text is known by its content, whatever it is called. */
export function textKey(text: TextSpec, fingerprint = ''): string {
  // What it is measured by does not change a crawl.
  if (text.source === 'crawl') return JSON.stringify({ ...text, validation: undefined });
  if (text.source !== 'own') return JSON.stringify(text);
  return `own ${fingerprint || text.fingerprint}`;
}

/** @param pipeline stages that are switched off do not count */
export function cleanedTextKey(text: string, pipeline: Pipeline): string {
  return JSON.stringify([text, pipeline.filter(({ enabled }) => enabled)]);
}

/**
 * What a run of this spec trains its tokenizer and its model on; a key of its own where it is not measured
 * by that text's tail.
 */
export function trainingTextKey({ text, cleaning }: Pick<Spec, 'text' | 'cleaning'>): string {
  const key = cleanedTextKey(textKey(text), pipelineOf({ text, cleaning }));
  return text.source === 'crawl' && text.validation !== 'tail' ? `${key} ${text.validation}` : key;
}

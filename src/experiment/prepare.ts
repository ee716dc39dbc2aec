/**
 * @file The first half of an experiment: text → cleaned text → tokenizer → token ids. Each stage is made again only
 * when what it depends on has changed, so editing the model never retrains a tokenizer.
 */
import { LabError } from '../base/errors';
import type { CleaningReport } from '../text/cleaning/pipeline';
import { corpusSource } from '../text/corpora';
import { crawlSource, goodPagesSource } from '../text/crawl';
import { inspectText, type TextFacts } from '../text/reading';
import {
  encodeSource,
  splitTokens,
  tokenizerToJson,
  tokenizerToVocab,
  trainTokenizer,
} from '../text/tokenizers';
import { canonicalConfig } from '../text/tokenizers/options';
import { displayTokens, type DisplayToken } from '../text/tokenizers/display';
import type { TextSource, TokenData, Tokenizer, TokenizerConfig } from '../text/types';
import { Cleaning } from './cleaning';
import type { PreparationStage } from './events';
import { pipelineOf, type Spec, type TextSpec } from './spec';
import { tokenizerConfigOf, type TokenizerPart } from './tokenizer-config';
import { cleanedTextKey, textKey } from './training-text';

export interface PrepareOptions {
  signal?: AbortSignal;
  onProgress?: (stage: PreparationStage, share: number) => void;
}

/** What the text worker hands to the compute worker: all that a run depends on besides its spec. */
export interface PreparedData {
  tokenizerJson: string;
  data: TokenData;
}

export interface TokenizerFacts {
  kind: TokenizerConfig['kind'];
  /** What it was trained with, without what does not apply to its kind. */
  config: TokenizerConfig;
  vocabularySize: number;
  /** Tokens of the whole text, the held-out part and the ends of documents included. */
  tokens: number;
  charactersPerToken: number;
  /** The beginning of the text that it was trained on. */
  preview: string;
  tokenizerJson: string;
  /** SentencePiece's `.vocab`; null for kinds without `▁`. */
  sentencePieceVocab: string | null;
}

/** Finds a person's own text again by the fingerprint in a spec. */
export type FindOwnText = (
  text: Extract<TextSpec, { source: 'own' }>,
) => Promise<TextSource | null>;

interface OpenText {
  key: string;
  spec: TextSpec;
  source: TextSource;
  facts: TextFacts;
}

interface TrainedTokenizer {
  key: string;
  /** The text that was open, and what it was trained on: the same, or what cleaning left of it. */
  text: OpenText;
  source: TextSource;
  /** Key of the latter. */
  trainedOn: string;
  /** Its settings, as a key. */
  config: string;
  tokenizer: Tokenizer;
  /** Of the text that it was trained on. */
  facts: TextFacts;
  ids: Uint16Array | Uint32Array;
}

export class Preparation {
  /** What was done to the open text, to look at. */
  readonly cleaning = new Cleaning();
  private text: OpenText | null = null;
  private trained: TrainedTokenizer | null = null;

  constructor(private readonly findOwnText: FindOwnText) {}

  /**
   * Opens a text and reads it once, to count and to find out whether it can be read at all. On
   * failure what was open before stays open.
   * @param source the text itself, where the caller has it (`own` texts just dropped)
   * @throws LabError `text.*`, `cancelled`
   */
  async open(text: TextSpec, source: TextSource | null, options: PrepareOptions) {
    const key = textKey(text);
    if (source === null && this.text?.key === key) return this.text.facts;
    const found = source ?? (await this.find(text));
    const facts = await inspectText(found, stage('text', options));
    this.text = { key: textKey(text, facts.fingerprint), spec: text, source: found, facts };
    return facts;
  }

  /** Cleans the spec's text, and opens it if need be. @throws LabError `text.*`, `cancelled`, … */
  async clean(
    spec: Pick<Spec, 'text' | 'cleaning'>,
    options: PrepareOptions,
    onStage?: (report: CleaningReport) => void,
  ): Promise<CleaningReport> {
    await this.open(spec.text, null, options);
    const progress = stage('cleaning', options);
    return this.cleaning.run(this.openText(), pipelineOf(spec), { ...progress, onStage });
  }

  /**
   * Trains on the open text, cleaned where the spec says so, and encodes it.
   * @throws LabError `text.missing`, `cleaning.empty`, `cancelled`, …
   */
  async train(
    spec: Pick<Spec, 'text' | 'cleaning'> & TokenizerPart,
    options: PrepareOptions,
  ): Promise<TokenizerFacts> {
    const config = tokenizerConfigOf(spec);
    const text = this.openText();
    const pipeline = pipelineOf(spec);
    const trainedOn = cleanedTextKey(text.key, pipeline);
    const key = JSON.stringify([trainedOn, configKey(config)]);
    if (this.trained?.key !== key) {
      const { source, facts } = pipeline.some(({ enabled }) => enabled)
        ? await this.cleaning.cleaned(text, pipeline, stage('cleaning', options))
        : text;
      const tokenizer = await trainTokenizer(config, source, stage('tokenizer', options));
      const ids = await encodeSource(tokenizer, source, stage('encoding', options));
      const made = { key, text, source, trainedOn, config: configKey(config) };
      this.trained = { ...made, tokenizer, ids, facts };
    }
    const { tokenizer, ids, facts } = this.trained;
    return {
      kind: tokenizer.kind,
      config: canonicalConfig(config),
      vocabularySize: tokenizer.vocabularySize,
      tokens: ids.length,
      charactersPerToken: facts.characters / Math.max(1, ids.length),
      preview: facts.preview,
      tokenizerJson: tokenizerToJson(tokenizer),
      sentencePieceVocab: tokenizerToVocab(tokenizer),
    };
  }

  /**
   * Trains a tokenizer that is not the experiment's on the same text, cleaned or not, without encoding it.
   * @returns also the key of that text
   * @throws LabError as `train`
   */
  async trainBeside(config: TokenizerConfig, options: PrepareOptions) {
    const text = this.openText();
    const own = this.trained?.text === text ? this.trained : null;
    const trainedOn = own?.trainedOn ?? cleanedTextKey(text.key, []);
    if (own?.config === configKey(config)) return { tokenizer: own.tokenizer, trainedOn };
    const source = own?.source ?? text.source;
    const tokenizer = await trainTokenizer(config, source, stage('tokenizer', options));
    return { tokenizer, trainedOn };
  }

  /** The open text itself. @throws LabError `text.missing` */
  openSource(): TextSource {
    return this.openText().source;
  }

  /** The text as tokens of the tokenizer that was trained last. */
  tokenize(text: string): DisplayToken[] {
    if (!this.trained) return [];
    return displayTokens(this.trained.tokenizer, text);
  }

  /** All that a run of this spec needs; what is ready is used as it is. */
  async prepare(
    spec: Pick<Spec, 'text' | 'cleaning' | 'validationFraction'> & TokenizerPart,
    options: PrepareOptions = {},
    source: TextSource | null = null,
  ): Promise<PreparedData> {
    await this.open(spec.text, source, options);
    const { tokenizerJson } = await this.train(spec, options);
    if (!this.trained) throw new LabError('text.missing', { name: '' });
    const { tokenizer, ids } = this.trained;
    const { text } = spec;
    if (text.source !== 'crawl' || text.validation === 'tail') {
      return { tokenizerJson, data: splitTokens(ids, spec.validationFraction) };
    }
    const held = goodPagesSource(text.seed);
    const validation = await encodeSource(tokenizer, held, stage('encoding', options));
    return { tokenizerJson, data: { train: ids.slice(), validation } };
  }

  private openText(): OpenText {
    if (!this.text) throw new LabError('text.missing', { name: '' });
    return this.text;
  }

  private async find(text: TextSpec): Promise<TextSource> {
    if (text.source === 'crawl') return crawlSource(text);
    if (text.source !== 'own') return corpusSource(text.source, text);
    const own = await this.findOwnText(text);
    if (!own) throw new LabError('text.missing', { name: text.name });
    return own;
  }
}

/** What a trained tokenizer depends on. */
function configKey(config: TokenizerConfig): string {
  return JSON.stringify(canonicalConfig(config));
}

function stage(name: PreparationStage, { signal, onProgress }: PrepareOptions) {
  return { signal, onProgress: (share: number) => onProgress?.(name, share) };
}

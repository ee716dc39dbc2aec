/**
 * @file What becomes of a model's answers when some of its heads are switched off or give what they gave
 * for another text, or when its tokens see others than its mask allows. Not of an encoder-decoder.
 */
import { softmaxFigures } from '../base/distribution';
import { headDimOf } from './block';
import { architectureOf, type ModelConfig } from './config';
import { seesIn } from './masks';
import type { LanguageModel } from './model';

/** `patched`: it gives what it gave, at the same place, for another text. */
export const headChanges = ['kept', 'off', 'patched'] as const;
export type HeadChange = (typeof headChanges)[number];

export interface Intervention {
  /** `[layers, heads]` */
  heads: readonly HeadChange[];
  /** Of the other text; places that it does not have are not patched. */
  otherIds: readonly number[];
  /** `query · time + key` of pairs that see each other if the mask says no, and not if it says yes. */
  flipped: readonly number[];
}

/**
 * Logits of a text under an intervention, `[time, vocabulary]`.
 * @throws LabError `model.*`
 */
export async function intervene(
  model: LanguageModel,
  ids: readonly number[],
  { heads, otherIds, flipped }: Intervention,
): Promise<Float32Array> {
  const { config } = model;
  const { layers, contextLength, width } = config;
  const headDim = headDimOf(config);
  const pairs = contextLength ** 2;
  const pattern = seenPairs(config, ids.length, flipped);
  const seen = Array.from({ length: layers }, () => new Float32Array(config.heads * pairs));
  const added = Array.from({ length: layers }, () => new Float32Array(contextLength * width));
  const common = heads.includes('patched') ? Math.min(ids.length, otherIds.length) : 0;
  const others = common > 0 ? await mixedOf(model, otherIds) : [];
  heads.forEach((change, at) => {
    const layer = Math.floor(at / config.heads);
    const head = at % config.heads;
    const patched = change === 'patched' ? common : 0;
    // Rows of a head that is off, or patched there, stay empty.
    const from = change === 'off' ? contextLength : patched;
    seen[layer].set(pattern.subarray(from * contextLength), head * pairs + from * contextLength);
    for (let place = 0; place < patched; place++) {
      const start = place * width + head * headDim;
      added[layer].set(others[layer].subarray(start, start + headDim), start);
    }
  });
  const isSeenByMask = seesIn(config);
  const isOpen = flipped.some(
    (pair) => !isSeenByMask(Math.floor(pair / ids.length), pair % ids.length),
  );
  return model.revisedLogits(ids, seen, added, isOpen);
}

/** What heads have mixed of a text, by layer `[contextLength, heads·headDim]`. */
async function mixedOf(model: LanguageModel, ids: readonly number[]): Promise<Float32Array[]> {
  const names = Array.from(
    { length: model.config.layers },
    (_, layer) => `layers.${layer}.attention.mixed`,
  );
  const values = await model.watchValues(ids, names);
  return names.map((name) => values[name].data);
}

/** `[contextLength, contextLength]`: the mask with some pairs the other way; behind the text, nothing. */
function seenPairs(config: ModelConfig, time: number, flipped: readonly number[]): Float32Array {
  const { contextLength } = config;
  const isSeenByMask = seesIn(config);
  const seen = new Float32Array(contextLength ** 2);
  const others = new Set(flipped);
  for (let query = 0; query < time; query++) {
    for (let key = 0; key < time; key++) {
      const isSeen = isSeenByMask(query, key) !== others.has(query * time + key);
      seen[query * contextLength + key] = isSeen ? 1 : 0;
    }
  }
  return seen;
}

/**
 * In nats: of the token after each place, or, of an encoder, of the token there. The last place of a
 * text has none after it.
 * @param logits `[time, vocabulary]`
 */
export function lossesOf(config: ModelConfig, ids: readonly number[], logits: Float32Array) {
  const isEncoder = architectureOf(config) === 'encoder-only';
  const { vocabularySize } = config;
  const targets = isEncoder ? ids : ids.slice(1);
  return targets.map((id, place) => {
    const row = logits.subarray(place * vocabularySize, (place + 1) * vocabularySize);
    const { maximum, sum } = softmaxFigures(row);
    return maximum + Math.log(sum) - row[id];
  });
}

/**
 * How much the loss of a text grows when each head is switched off, `[layers, heads]` in nats per token.
 * @throws LabError `model.*`
 */
export async function headImportance(
  model: LanguageModel,
  ids: readonly number[],
): Promise<Float32Array> {
  const { config } = model;
  const number = config.layers * config.heads;
  const lossWith = async (off: number) => {
    const heads = Array.from({ length: number }, (_, at) => (at === off ? 'off' : 'kept'));
    const logits = await intervene(model, ids, { heads, otherIds: [], flipped: [] });
    const losses = lossesOf(config, ids, logits);
    return losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length);
  };
  const before = await lossWith(-1);
  const importance = new Float32Array(number);
  for (let head = 0; head < number; head++) importance[head] = (await lossWith(head)) - before;
  return importance;
}

/**
 * @file What becomes of a model's answers when some of its heads are switched off or give what they gave
 * for another text, or when its tokens see others than its mask allows.
 */
import { softmaxFigures } from '../base/distribution';
import { meanOf } from '../base/mean';
import { attentionsOf, sidesOf, type Attention } from './attentions';
import { headDimOf } from './block';
import { architectureOf, type ModelConfig } from './config';
import { canSee, editedSight, sightOf, type SightOf } from './masks';
import type { LanguageModel } from './model';
import type { RevisedHeads } from './revised-step';
import { endOfText, partsOf, type SourceAndTarget } from './source-and-target';

/** `patched`: it gives what it gave, at the same place, for another text. */
export const headChanges = ['kept', 'off', 'patched'] as const;
export type HeadChange = (typeof headChanges)[number];

export interface Intervention {
  /** `[attentions, heads]`, in the order of `attentionsOf`; those that are missing are kept. */
  heads: readonly HeadChange[];
  /** Of the other text; places that it does not have are not patched. */
  otherIds: readonly number[];
  /**
   * `query · length + key` of pairs that see each other if the mask says no, and not if it says yes, among
   * all tokens, a source before its target.
   */
  flipped: readonly number[];
}

/**
 * Logits of a text under an intervention, `[time, vocabulary]`, as `LanguageModel.logits` gives them.
 * @throws LabError `model.*`
 */
export async function intervene(
  model: LanguageModel,
  ids: readonly number[],
  { heads, otherIds, flipped }: Intervention,
): Promise<Float32Array> {
  const { config } = model;
  const { contextLength, width } = config;
  const headDim = headDimOf(config);
  const pairs = contextLength ** 2;
  const attentions = attentionsOf(config);
  const parts = partsOf(config, ids);
  const isPatched = heads.includes('patched') && otherIds.length > 0;
  const others = isPatched ? partsOf(config, otherIds) : { source: [], target: [] };
  const mixed = isPatched ? await mixedOf(model, attentions, otherIds) : {};
  const { sight, isOpen } = sightsOf(config, parts, flipped);
  const revision: RevisedHeads = { isOpen, seen: {}, added: {} };
  attentions.forEach((attention, index) => {
    const { queries } = sidesOf[attention.kind];
    const common = Math.min(parts[queries].length, others[queries].length);
    const pattern = seenPairs(contextLength, attention, parts, sight);
    const seen = new Float32Array(config.heads * pairs);
    const added = new Float32Array(contextLength * width);
    for (let head = 0; head < config.heads; head++) {
      const change = heads[index * config.heads + head] ?? 'kept';
      const patched = change === 'patched' ? common : 0;
      // Rows of a head that is off, or patched there, stay empty.
      const from = change === 'off' ? contextLength : patched;
      seen.set(pattern.subarray(from * contextLength), head * pairs + from * contextLength);
      for (let place = 0; place < patched; place++) {
        const start = place * width + head * headDim;
        added.set(mixed[attention.name].subarray(start, start + headDim), start);
      }
    }
    revision.seen[attention.name] = seen;
    revision.added[attention.name] = added;
  });
  return model.revisedLogits(ids, revision);
}

/** What heads have mixed of a text, by attention `[contextLength, heads·headDim]`. */
async function mixedOf(
  model: LanguageModel,
  attentions: readonly Attention[],
  ids: readonly number[],
): Promise<Record<string, Float32Array>> {
  const names = attentions.map(({ name }) => `${name}.mixed`);
  const values = await model.watchValues(ids, names);
  return Object.fromEntries(attentions.map(({ name }) => [name, values[`${name}.mixed`].data]));
}

/** Who sees whom when some pairs are the other way, and whether one sees what its mask hides. */
function sightsOf(
  config: ModelConfig,
  { source, target }: SourceAndTarget,
  flipped: readonly number[],
): { sight: SightOf; isOpen: boolean } {
  const length = source.length + target.length;
  const masked = sightOf(architectureOf(config), source.length, config.window);
  const isOpen = flipped.some((pair) => {
    const [query, key] = [Math.floor(pair / length), pair % length];
    return canSee(query, key, source.length) && masked(query, key) === 'none';
  });
  return { sight: editedSight(masked, length, new Set(flipped), source.length), isOpen };
}

/** `[contextLength, contextLength]` of an attention's queries and keys; behind the text, nothing. */
function seenPairs(
  contextLength: number,
  { kind }: Attention,
  parts: SourceAndTarget,
  sight: SightOf,
): Float32Array {
  const { queries, keys } = sidesOf[kind];
  const first = { source: 0, target: parts.source.length };
  const seen = new Float32Array(contextLength ** 2);
  for (let query = 0; query < parts[queries].length; query++) {
    for (let key = 0; key < parts[keys].length; key++) {
      const isSeen = sight(first[queries] + query, first[keys] + key) !== 'none';
      seen[query * contextLength + key] = isSeen ? 1 : 0;
    }
  }
  return seen;
}

/**
 * What should be said at each place of a text: the token after it, or, of an encoder, the token there. The
 * last place of a text has none after it, but for that of an encoder-decoder's target, which ends there.
 */
export function expectedOf(config: ModelConfig, ids: readonly number[]): readonly number[] {
  switch (architectureOf(config)) {
    case 'decoder-only':
      return ids.slice(1);
    case 'encoder-only':
      return ids;
    case 'encoder-decoder':
      return [...partsOf(config, ids).target.slice(1), endOfText];
  }
}

/**
 * In nats, of what is expected at each place.
 * @param logits `[time, vocabulary]`
 */
export function lossesOf(config: ModelConfig, ids: readonly number[], logits: Float32Array) {
  const { vocabularySize } = config;
  return expectedOf(config, ids).map((id, place) => {
    const row = logits.subarray(place * vocabularySize, (place + 1) * vocabularySize);
    const { maximum, sum } = softmaxFigures(row);
    return maximum + Math.log(sum) - row[id];
  });
}

/**
 * How much the loss of a text grows when each head is switched off, `[attentions, heads]` in nats per
 * token.
 * @throws LabError `model.*`
 */
export async function headImportance(
  model: LanguageModel,
  ids: readonly number[],
): Promise<Float32Array> {
  const { config } = model;
  const number = attentionsOf(config).length * config.heads;
  const lossWith = async (off: number) => {
    const heads = Array.from({ length: number }, (_, at) => (at === off ? 'off' : 'kept'));
    const logits = await intervene(model, ids, { heads, otherIds: [], flipped: [] });
    const losses = lossesOf(config, ids, logits);
    return losses.length > 0 ? meanOf(losses) : 0;
  };
  const before = await lossWith(-1);
  const importance = new Float32Array(number);
  for (let head = 0; head < number; head++) importance[head] = (await lossWith(head)) - before;
  return importance;
}

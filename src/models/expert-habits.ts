/**
 * @file What the experts of a trained model specialise in: which tokens of a text its routers send to each
 * of them, and how often. What Mixtral's authors looked at (Jiang et al. 2024, arXiv 2401.04088, section 5).
 */
import type { LanguageModel } from './model';

/** A kind of token that an expert got. */
export interface RoutedToken {
  id: number;
  /** How often it came here. */
  count: number;
  /** Of its occurrences in the text: how many came here. */
  share: number;
}

export interface ExpertHabit {
  /** Of the choices of its layer. */
  share: number;
  /** Those that it got most often, of equally many the smaller id first. */
  tokens: RoutedToken[];
}

export interface ExpertHabits {
  /** Tokens of the text that were read. */
  read: number;
  /** By layer, then by expert. */
  layers: ExpertHabit[][];
}

/** Tokens that are read, at most. */
const mostRead = 4096;

/**
 * Reads a text in pieces of the model's context, each by itself.
 * @param text token ids
 * @param listed kinds of tokens for each expert, at most
 */
export async function expertHabits(
  model: LanguageModel,
  text: ArrayLike<number>,
  listed = 12,
): Promise<ExpertHabits> {
  const { contextLength, layers, experts: options } = model.config;
  const { count = 0, perToken = 1 } = options ?? {};
  const ids = Array.from({ length: Math.min(text.length, mostRead) }, (_, at) => text[at]);
  const occurrences = new Map<number, number>();
  for (const id of ids) occurrences.set(id, (occurrences.get(id) ?? 0) + 1);
  const counts = Array.from({ length: layers * count }, () => new Map<number, number>());
  for (let start = 0; start < ids.length && count > 0; start += contextLength) {
    const piece = ids.slice(start, start + contextLength);
    const { experts } = await model.routing(piece);
    experts.forEach((expert, choice) => {
      const row = Math.floor(choice / perToken);
      const ofExpert = counts[Math.floor(row / piece.length) * count + expert];
      const id = piece[row % piece.length];
      ofExpert.set(id, (ofExpert.get(id) ?? 0) + 1);
    });
  }
  const habits = counts.map((ofExpert): ExpertHabit => {
    const sum = [...ofExpert.values()].reduce((total, one) => total + one, 0);
    const tokens = [...ofExpert]
      .sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || one - other)
      .slice(0, listed)
      .map(([id, times]) => ({ id, count: times, share: times / (occurrences.get(id) ?? 1) }));
    return { share: sum / Math.max(1, ids.length * perToken), tokens };
  });
  return {
    read: ids.length,
    layers: Array.from({ length: count > 0 ? layers : 0 }, (_, layer) =>
      habits.slice(layer * count, (layer + 1) * count),
    ),
  };
}

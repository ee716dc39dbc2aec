/**
 * @file The state of the chapter on looking inside, and of what else looks into a model.
 */
import type { ErrorReport } from '../base/errors';
import type { InterventionReading, InterventionWish } from '../experiment/intervention';
import type { BoxLook, CrossInspection, Inspection, LensReading } from '../experiment/model-info';
import type { ModelSource } from '../models/model-source';

export interface InsideSlice {
  inside: {
    status: 'idle' | 'working' | 'ready';
    text: string;
    /** What an encoder-decoder should write about it; null: what it writes by itself. */
    target: string | null;
    inspection: Inspection | null;
    layer: number;
    head: number;
    /** Index of the locked or last chosen query token; null for none. */
    query: number | null;
    error: ErrorReport | null;
  };
  /** Inspects the chosen source on this text; calls that come too fast are merged. */
  inspect: (text: string, target?: string | null) => Promise<void>;
  chooseHead: (layer: number, head: number) => void;
  chooseQuery: (query: number | null) => void;
}

export interface CrossAttentionSlice {
  crossAttention: {
    /** Of the text that was asked for last; null before. */
    shown: CrossInspection | null;
    error: ErrorReport | null;
  };
  /** What an encoder-decoder looks at while it writes; calls that come too fast are merged. */
  inspectCross: (source: ModelSource, prompt: string, ids: readonly number[]) => Promise<void>;
}

export interface BoxSlice {
  /** The box of the model's diagram that is looked at. */
  box: {
    status: 'idle' | 'working' | 'ready';
    /** Of the box that was asked for last. */
    name: string;
    look: BoxLook | null;
    error: ErrorReport | null;
  };
  /** Looks at a box of the chosen source on the inspected text; calls that come too fast are merged. */
  lookAtBox: (name: string) => Promise<void>;
}

export interface InterventionSlice {
  /** What becomes of the chosen model on the inspected text when its parts do something else. */
  intervention: {
    heads: InterventionWish['heads'];
    other: InterventionWish['other'];
    flipped: InterventionWish['flipped'];
    reading: InterventionReading | null;
    /** `[attentions, heads]`: how much the loss grows, in nats per token, when one is switched off. */
    importance: Float32Array | null;
    measuring: boolean;
    error: ErrorReport | null;
  };
  /** Changes it and reads the text anew; calls that come too fast are merged. */
  intervene: (change: Partial<InterventionWish>) => Promise<void>;
  /** Switches each head off in turn. */
  measureHeads: () => Promise<void>;
}

export interface LensSlice {
  /** What the chosen model would say of the inspected text after each layer. */
  lens: { reading: LensReading | null; error: ErrorReport | null };
  /** Reads the inspected text; calls that come too fast are merged. */
  readLens: () => Promise<void>;
}

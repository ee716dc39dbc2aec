/**
 * @file Decoding for the page: columns side by side, the branches of texts, and many texts of each
 * strategy. At most one of each goes on.
 */
import { reportError, throwIfCancelled } from '../base/errors';
import { advanceColumns } from '../decoding/compare';
import { repeatTexts } from '../decoding/repeats';
import type { ModelSource } from '../models/model-source';
import { columnOpener, type WithModel } from './column-opener';
import {
  changeMaker,
  type ColumnOpening,
  type DecodingPurpose,
  type DecodingRequest,
  type LabelledChange,
  type LabelledText,
  type RepeatRequest,
} from './decoding-stream';

export class DecodingDesk {
  private readonly decodingAborts = new Map<DecodingPurpose, AbortController>();
  private repeatsAbort: AbortController | null = null;

  constructor(private readonly withModel: WithModel) {}

  /**
   * Streams all columns; a new call ends the one before of the same purpose.
   * @param onOpened told of each column's model, or why the column cannot be written or not be written on;
   *   it is left out then, which is an error where nobody is told
   */
  async decode(
    source: ModelSource,
    request: DecodingRequest,
    onChange: (change: LabelledChange) => void,
    onOpened?: (opening: ColumnOpening) => void,
  ): Promise<void> {
    const { columns: strategies, seed, forcedIds, purpose } = request;
    this.cancelDecoding(purpose);
    const abort = new AbortController();
    const { signal } = abort;
    this.decodingAborts.set(purpose ?? 'columns', abort);
    const openColumn = columnOpener(this.withModel, source, request, signal);
    const opened = await Promise.all(
      strategies.map(async (strategy, index) => {
        try {
          const { column, tokenizer, info } = await openColumn(
            strategy,
            seed,
            forcedIds?.at(index),
          );
          onOpened?.({ column: index, info, error: null });
          return [{ index, column, info, changeOf: changeMaker(tokenizer) }];
        } catch (error) {
          throwIfCancelled(signal);
          if (!onOpened) throw error;
          onOpened({ column: index, info: null, error: reportError(error) });
          return [];
        }
      }),
    );
    const standing = opened.flat();
    await advanceColumns(
      standing.map(({ column }) => column),
      {
        signal,
        onAdvance: (at) => {
          const { index, column, changeOf } = standing[at];
          onChange(changeOf({ column: index, ...column.report() }));
        },
        onFailure:
          onOpened &&
          ((at, error) => {
            const { index, info } = standing[at];
            onOpened({ column: index, info, error: reportError(error) });
          }),
      },
    );
  }

  cancelDecoding(purpose: DecodingPurpose = 'columns'): void {
    this.decodingAborts.get(purpose)?.abort();
  }

  /** Writes many texts of each strategy; a new call ends the one before. */
  async repeat(
    source: ModelSource,
    request: RepeatRequest,
    onText: (text: LabelledText) => void,
  ): Promise<void> {
    this.cancelRepeats();
    const { signal } = (this.repeatsAbort = new AbortController());
    const openColumn = columnOpener(this.withModel, source, request, signal);
    await repeatTexts(request, {
      signal,
      openColumn,
      onText: (text, { tokenizer }) =>
        onText({
          ...text,
          labels: text.ids.map((id) => tokenizer.label(id)),
          text: tokenizer.decode(text.ids),
        }),
    });
  }

  cancelRepeats(): void {
    this.repeatsAbort?.abort();
  }
}

/**
 * @file Learning that is watched: the text worker learns merges on a short text with everything kept
 * that the page shows. A newer text takes the place of one that is still being learned from.
 */
import { traceMerges, type MergeTrace } from '../text/tokenizers/trace';
import { byteLevelRule } from '../text/tokenizers/trace-rules';

/** More merges than this are not watched; a text of 4,000 characters has about 700 at most. */
const mostMerges = 1000;

export class Watching {
  private abort = new AbortController();

  /** @throws LabError `cancelled` if another text came first */
  async merges(text: string): Promise<MergeTrace> {
    this.abort.abort();
    this.abort = new AbortController();
    return traceMerges(text, byteLevelRule, mostMerges, this.abort.signal);
  }
}

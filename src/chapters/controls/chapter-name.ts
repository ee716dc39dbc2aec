/** @file The chapters by name, as they stand in addresses and in the words of the page. */

export type ChapterName =
  | 'architectures'
  | 'text'
  | 'cleaning'
  | 'deduplication'
  | 'tokenizer'
  | 'positions'
  | 'objectives'
  | 'experts'
  | 'model'
  | 'train'
  | 'dynamics'
  | 'experiments'
  | 'inside'
  | 'decode'
  | 'runs';

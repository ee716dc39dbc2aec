/**
 * @file The lab's typed errors. Every error that a person can act on has a code and values; the
 * English sentence stands here, once, and the page shows its translation under the same code
 * (`errors.<code>` in `language/`). `{{name}}` is filled from the values.
 */

export const errorMessages = {
  'text.empty': '“{{name}}” is empty. Choose a file with some text in it.',
  'text.binary':
    '“{{name}}” is not text: byte {{offset}} cannot stand in a text file. Choose a file with text in it.',
  'text.encoding':
    '“{{name}}” cannot be read as {{encoding}}: bad bytes at {{offset}}. Save it as UTF-8 and try again.',
  'text.tooLarge':
    '“{{name}}” has {{size}}; the limit is {{limit}}. Choose a smaller file or split it.',
  'text.unreadable':
    '“{{name}}” can no longer be read: it was moved, changed or deleted. Choose it again.',
  'text.full':
    '“{{name}}” did not fit, or not all of it: a text may have {{limit}}. Open fewer files, or smaller ones.',
  'text.tooManyFiles':
    '“{{name}}” has {{count}} files; at most {{limit}} can be opened at once. Take a part of them.',
  'text.jsonl':
    '“{{name}}”, line {{line}}: this is neither a JSON string nor an object with a "text" string, as each line must be.',
  'text.lineTooLong':
    '“{{name}}”, line {{line}} is longer than {{limit}}. Each line must be one JSON document.',
  'text.row':
    '“{{name}}”: row {{row}} does not end within {{limit}}, or not at all. Perhaps a quotation mark is not closed; export the table again.',
  'text.column': '“{{name}}” has no column with text in it. Choose a table that has one.',
  'text.codec':
    '“{{name}}” is compressed with {{codec}}, which cannot be read here. Save parquet with snappy, gzip or zstd, and zip with deflate.',
  'text.parquet':
    '“{{name}}” cannot be read as parquet, it may be damaged or not whole ({{reason}}). Get the file again.',
  'text.gzip':
    '“{{name}}” cannot be unpacked: it is not gzip, damaged or not whole, near byte {{offset}}. Get the file again.',
  'text.zip':
    '“{{name}}” cannot be unpacked: it is not zip, damaged or not whole. Get the file again.',
  'text.bomb':
    '“{{name}}” would unpack to {{size}}, far more than texts do, and was not opened. Unpack it yourself if you trust it.',
  'text.locked': '“{{name}}” is locked with a password. Unpack it first.',
  'text.nested': '“{{name}}” is an archive within an archive. Unpack it first.',
  'text.warc':
    '“{{name}}” has no whole WARC record at byte {{offset}}: it is damaged or not whole. Get the file again.',
  'text.kind':
    '“{{name}}” is of a kind that cannot be read. Choose .txt, .md, .jsonl, .csv, .tsv, .html, .parquet, .warc, .gz or .zip.',
  'text.tooShort':
    'The text has {{tokens}} tokens; training with context {{contextLength}} needs at least {{needed}}. Choose more text or a shorter context.',
  'objective.architecture':
    'A model of the architecture “{{architecture}}” cannot learn the objective “{{kind}}”. Choose another one of the two.',
  'objective.token':
    'The tokenizer does not know {{token}}, which this objective writes between a text’s tokens. Choose a run with that objective, or train the tokenizer again.',
  'objective.noPairs':
    'None of the {{documents}} documents can be used: {{parted}} have a source and a target with {{separator}} between them, and none of these fits in a context of {{contextLength}}. Choose a text whose documents look like “source{{separator}}target”, or a longer context.',
  'objective.oneDocument':
    'Whether a sentence follows another is learned from at least two documents with two tokens; this text has {{documents}}. Choose a text of more documents, or switch next-sentence prediction off.',
  'text.missing': 'The text “{{name}}” of this run is not in this browser. Drop the file again.',
  'cleaning.pipeline':
    'This pipeline cannot be used: {{reason}}. Choose a file that was saved here.',
  'cleaning.none': 'No text has been cleaned yet. Run the pipeline first.',
  'cleaning.empty':
    'Nothing is left of {{documents}} documents after the cleaning. Switch a stage off or loosen its settings.',
  'tokenizer.vocabulary':
    'A byte-level BPE vocabulary needs at least {{minimum}} entries; {{size}} were asked for.',
  'tokenizer.alphabet':
    'The text has {{characters}} different characters, so the vocabulary needs at least {{needed}} entries; {{size}} were asked for. Make it larger, or choose byte-level BPE.',
  'tokenizer.json': 'This tokenizer.json cannot be used: {{reason}}.',
  'tokenizer.unreachable':
    'The vocabulary “{{name}}” could not be loaded: {{reason}}. Check the connection and try again.',
  'tokenizer.vocab': 'This .vocab file cannot be used: line {{line}}: {{reason}}.',
  'spec.invalid': 'The spec is not valid: {{issues}}',
  'link.unreadable':
    'The link holds a spec that cannot be read. The default spec is shown instead.',
  'link.newer':
    'The link was made by a newer version of the lab (spec version {{version}}, this page knows {{known}}). The default spec is shown instead.',
  'link.invalid':
    'The link holds values that this lab refuses: {{issues}}. The default spec is shown instead.',
  'engine.none': 'No engine could be started: {{reasons}}',
  'engine.unavailable': 'The engine {{backend}} is not available here: {{reason}}',
  'engine.lost': 'The GPU device was lost: {{reason}}',
  'engine.untraceable':
    'The fused engines cannot run {{operation}}. Choose JavaScript in the engine panel.',
  'engine.memory':
    'The engine has no room left: {{bytes}} more bytes are needed for {{purpose}}. Choose a smaller model, batch or context.',
  'engine.unmeasured':
    'No step was measured: the run has no further step, or its engine does not tell the time of its operations.',
  'engine.kernel': 'The engine could not build the operation {{operation}}: {{reason}}',
  'sweep.field':
    'The field “{{path}}” cannot be swept, or stands there twice. Choose two different fields that change a run.',
  'sweep.range':
    'The range of “{{path}}” cannot be used: only numbers have ranges, and a logarithmic one must be above 0.',
  'sweep.large':
    'This sweep has {{count}} runs; {{limit}} are allowed. Take fewer values or fewer seeds.',
  'sweep.invalid': 'The sweep is not valid: {{issues}}',
  'queue.full':
    'The queue has room for {{limit}} runs, those that are done included. Remove some to add others.',
  'branches.full': 'There are {{limit}} branches already. Delete one to make another.',
  'branches.linkFull':
    '{{count}} branches of the link are not here: there is room for {{limit}}. Delete some and open the link again.',
  'branches.unreadable':
    'The branches in the link cannot be read, and are left out. Ask for it again.',
  'branches.newer':
    'The branches in the link were written by a newer version of the lab (format {{version}}, this page knows {{known}}), and are left out.',
  'branches.invalid':
    'The branches in the link are left out, since this lab refuses one of their values: {{issue}}.',
  'model.tokenOutOfRange':
    'Token id {{id}} is outside of the vocabulary of {{vocabularySize}}; the tokenizer and the model do not belong together.',
  'model.tooLong':
    '{{length}} tokens do not fit in the context of {{contextLength}}. Use a shorter text.',
  'model.encoder':
    'This model is an encoder: it reads a text from both sides and cannot continue one. Choose a decoder-only model or an encoder-decoder.',
  'model.empty': 'There is no token to work on. Type some text.',
  'training.diverged':
    'The loss became {{value}} at step {{step}}. Lower the learning rate or turn on gradient clipping, and start again from the last checkpoint.',
  'constraint.unexpected':
    '“{{found}}” at character {{place}} cannot stand there. Put \\ before it if you mean the character itself.',
  'constraint.ends': 'The expression ends too early: something is missing at its end.',
  'constraint.unclosed': '“{{found}}” at character {{place}} is never closed.',
  'constraint.unsupported':
    '“{{found}}” at character {{place}} is not known here. The whole text is matched, so ^ and $ are left out; nothing can look around or back.',
  'constraint.repeat':
    'The repetition at character {{place}} cannot be: the first number must not be above the second, and none above {{limit}}.',
  'constraint.range':
    'The range at character {{place}} runs backwards, or its ends are no characters.',
  'constraint.nothing': 'Nothing can match this. Make it wider.',
  'constraint.unspellable':
    'No tokens of this model’s vocabulary can spell a text that matches. Use characters that the model was trained on.',
  'constraint.deadEnd':
    'No draft can go on: what is written already, or another constraint of the chain, leaves no token that this one allows. Take one of the constraints out, or fork the text earlier.',
  'constraint.large':
    'This is too large: it has too many repetitions or too many ways to match. Make it shorter or its bounds smaller.',
  'constraint.json': 'The schema is not JSON: {{reason}}.',
  'constraint.keyword': 'At {{path}}: “{{keyword}}” is not known here. Leave it out.',
  'constraint.schema': 'At {{path}} the schema is not valid: {{reason}}.',
  'constraint.type':
    'A part of the schema does not say what it is. Give it a "type", and an array its "items".',
  'constraint.bounds':
    '“minimum” and “maximum” are known for integers alone. Give the part the "type" "integer", or leave them out.',
  'constraint.required': '“{{name}}” is required, but is no property.',
  'decoding.draft':
    'The draft model “{{draft}}” has another tokenizer than “{{target}}”, so its tokens mean something else. Choose a draft with the same tokenizer: the small one beside a shipped model, an earlier checkpoint of the same run, a smaller run on the same text, or no model.',
  'storage.full':
    'The browser has no room left for “{{name}}”. Delete old runs; training goes on, but is not saved.',
  'storage.damaged':
    'The checkpoint “{{name}}” is damaged: {{reason}}. The other checkpoints are not affected.',
  'storage.missing': '“{{name}}” is no longer stored in this browser.',
  'storage.unavailable':
    'This browser does not let the page store anything: {{reason}}. Runs will not be kept.',
  'shipped.unreachable':
    'The shipped model “{{name}}” could not be loaded: {{reason}}. Reload the page.',
  cancelled: 'Cancelled.',
  unexpected: 'Something unexpected went wrong: {{reason}}',
} as const;

export type ErrorCode = keyof typeof errorMessages;
export type ErrorValues = Readonly<Record<string, string | number>>;

/** Fills `{{name}}` in a template; unknown names stay visible. */
export function fillTemplate(template: string, values: ErrorValues): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

export class LabError extends Error {
  override readonly name = 'LabError';

  constructor(
    readonly code: ErrorCode,
    readonly values: ErrorValues = {},
  ) {
    super(fillTemplate(errorMessages[code], values));
  }
}

/** Plain form of an error, for messages between threads and for the page. */
export interface ErrorReport {
  code: ErrorCode;
  values: ErrorValues;
  message: string;
}

export function reportError(error: unknown): ErrorReport {
  if (error instanceof LabError) {
    return { code: error.code, values: error.values, message: error.message };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return reportError(new LabError('unexpected', { reason }));
}

/** @throws LabError `cancelled` once the signal is aborted; call it between pieces of long work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new LabError('cancelled');
}

export function isErrorReport(value: unknown): value is ErrorReport {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    value.code in errorMessages &&
    'values' in value &&
    typeof value.values === 'object'
  );
}

/** @file Reading's door: text from files and from the clipboard, streamed and described. */
export { readDocuments, type SourceDocument } from './documents';
export { detectEncoding, type TextEncodingName } from './encoding';
export {
  fileSource,
  type FileFacts,
  type FileSource,
  type LeftOut,
  type StreamedKind,
  type TextColumns,
} from './file-source';
export { inspectText, type TextFacts } from './inspect';
export { openFiles, type NamedFile, type OpenFilesOptions } from './open-files';
export { pastedSource } from './pasted-source';

/** @file Reading's door: text from files and from the clipboard, streamed and described. */
export { detectEncoding, type TextEncodingName } from './encoding';
export {
  detectFile,
  fileSource,
  largestFile,
  type FileFacts,
  type FileSource,
} from './file-source';
export { inspectText, type TextFacts } from './inspect';
export { pastedSource } from './pasted-source';

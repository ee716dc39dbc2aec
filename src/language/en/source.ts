/**
 * @file English texts of the source of a chapter.
 */
export const source = {
  open: 'The code that runs here',
  title: 'The code that runs here',
  hint: 'The very files of this project that work when you use this page, with their sources in the literature.',
  file: 'File',
} as const;

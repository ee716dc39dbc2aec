/**
 * @file English texts of the comparisons that several chapters have.
 */
export const trials = {
  column: 'To keep it',
  open: 'Open as experiment',
  openOne: 'Open as experiment: {{name}}',
};

/**
 * @file Address of the experiments' page with a field of the spec chosen to be swept.
 */

/** @param field dotted path: `training.batchSize` */
export function sweepLink(field: string): string {
  return `/experiments?field=${encodeURIComponent(field)}`;
}

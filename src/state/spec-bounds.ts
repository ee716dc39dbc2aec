/**
 * @file The bounds of the spec's fields, for controls. Apart from `estimates.ts`, which the first page
 * needs: a schema as JSON is large.
 */
export { specBounds } from '../experiment/spec-schema';

/**
 * @file Examples that are edited by a press, for pages.
 */
export { canEdit, editedExample, type ExamplePart } from '../experiment/edited-example';

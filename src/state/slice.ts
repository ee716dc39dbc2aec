/**
 * @file How a slice of the state is made.
 */
import type { StateCreator } from 'zustand';
import type { LabState } from './types';

/** Makes one slice; `set` and `get` see the whole state. */
export type SliceCreator<Slice> = StateCreator<LabState, [], [], Slice>;

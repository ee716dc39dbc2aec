/** @file The corpora that are made here, for the page. */
export { pairCount, taskPair, tasks } from '../text/corpora/tasks';
export { corpusNames, storyNames, taskNames } from '../text/types';

/**
 * @file Loaded before every test in Node: TensorFlow.js as a whole. Its gradients come to Node as a copy of
 * their own; the copy that is there first makes the engine that all share, and the gradients' would make
 * tensors without operations.
 */
import '@tensorflow/tfjs-core';

/**
 * The little that every TensorFlow graph of the trainer needs: parameters and where their values live, stateless seeds,
 * arithmetic in the words of the papers, and one owner of the native graph.
 */
package io.doppelstream.trainer.graph;

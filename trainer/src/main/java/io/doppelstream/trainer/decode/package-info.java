/** Codecs drawn into a TensorFlow graph: from scalars and logits to columns in final units. */
package io.doppelstream.trainer.decode;

/** Trained networks as SavedModels that any TensorFlow can serve. */
package io.doppelstream.trainer.export;

/** Layers and networks: pure descriptions, applied to any graph under any weights by a {@link Pass}. */
package io.doppelstream.trainer.nn;

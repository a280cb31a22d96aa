/** The target column drawn last, from all others, by a classifier that learned it from real rows. */
package io.doppelstream.trainer.classify;

/** Alarms for copies of, and conclusions about, the rows that a model was trained on. */
package io.doppelstream.trainer.evaluate.privacy;
